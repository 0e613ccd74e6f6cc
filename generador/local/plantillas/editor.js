// Al salir con algo escrito y sin guardar, el navegador pregunta. Sin esto, todo lo demás funciona igual.
(() => {
  const formulario = document.getElementById("formulario");
  let pendiente = formulario.hasAttribute("data-pendiente");
  formulario.addEventListener("input", () => {
    pendiente = true;
  });
  formulario.addEventListener("submit", (e) => {
    // «Ver cómo queda» abre otra pestaña: aquí sigue lo escrito.
    if (e.submitter?.formTarget !== "_blank") pendiente = false;
  });
  addEventListener("beforeunload", (e) => {
    if (pendiente) e.preventDefault();
  });
})();
