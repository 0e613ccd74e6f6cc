"""Lo que no sale nunca: los datos de personas, cómo se reconocen y lo que se retiró."""
