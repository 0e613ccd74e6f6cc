"""Lo que escribe en datos/: cada cambio compara con lo que leyó, y un corte no lo deja a medias."""
