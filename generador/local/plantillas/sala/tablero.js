// Pide el tablero otra vez cuando algo cambió. Sin este guion, la página se vuelve a cargar sola.
"use strict";
(() => {
  const dicho = document.getElementById("en-vivo");
  const direccion = dicho.dataset.vivo;
  let pidiendo = false, pendiente = false, reloj = 0;

  const poner = async () => {
    if (pidiendo) { pendiente = true; return }
    pidiendo = true;
    try {
      const respuesta = await fetch(location.href, { cache: "no-store" });
      if (!respuesta.ok) throw new Error(String(respuesta.status));
      const nuevo = new DOMParser().parseFromString(await respuesta.text(), "text/html").getElementById("tablero");
      const viejo = document.getElementById("tablero");
      if (nuevo && nuevo.dataset.firma !== viejo.dataset.firma) {
        const enfocado = viejo.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
        viejo.replaceWith(nuevo);
        if (enfocado) nuevo.querySelector(`a[href="${CSS.escape(enfocado)}"]`)?.focus();
      }
    } catch {
      decir("Sin conexión: se muestra lo último que llegó.");
    }
    pidiendo = false;
    if (pendiente) { pendiente = false; poner() }
  };
  const decir = (texto) => { if (dicho.textContent !== texto) dicho.textContent = texto };
  const cadaTanto = () => { if (!reloj) reloj = setInterval(poner, 10000) };

  const escuchar = () => {
    const fuente = new EventSource(direccion);
    fuente.onopen = () => { decir("En vivo."); clearInterval(reloj); reloj = 0 };
    fuente.onmessage = poner;
    fuente.onerror = () => {
      decir("Sin conexión: se vuelve a intentar.");
      cadaTanto();
      if (fuente.readyState === EventSource.CLOSED) setTimeout(escuchar, 10000);
    };
  };
  escuchar();
})();
