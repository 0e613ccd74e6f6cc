"""Qué se publica: una declaración por documento, por pieza y por página."""
