"""Los logos y las fotos, vueltos a escribir sin nada que no se vea."""
