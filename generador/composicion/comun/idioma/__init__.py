"""Cómo se dicen en español las fechas, las horas, las jornadas y las correcciones."""
