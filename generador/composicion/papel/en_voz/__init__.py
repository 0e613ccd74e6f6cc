"""Lo que se lee en voz alta: el guion de radio, y las cifras, horas y siglas dichas con palabras."""
