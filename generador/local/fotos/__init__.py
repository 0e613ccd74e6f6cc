"""Las fotos de las fichas de papel: de quién es cada una, dónde queda y si ya se copió."""
