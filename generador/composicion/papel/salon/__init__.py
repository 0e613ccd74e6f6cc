"""Lo que se pega o se reparte en el salón: señales, rótulos del muro y números de mesa."""
