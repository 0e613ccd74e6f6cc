"""Lo que entrega una sub-mesa, de donde venga: qué se le pregunta, cómo llega y cómo se vuelve su hoja."""
