"""El servidor de lo local: solo para este computador, y con quien nada tiene que hacer aquí, en la puerta."""
