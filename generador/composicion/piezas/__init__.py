"""Las piezas gráficas: su escena, sus textos ajustados y lo que las acompaña."""
