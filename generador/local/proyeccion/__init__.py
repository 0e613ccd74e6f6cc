"""Lo que se proyecta en el salón mientras las mesas entregan."""
