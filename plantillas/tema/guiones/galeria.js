// Los filtros de la galería. Van en la dirección, para compartirlos. Sin JavaScript, se ve todo.
(function () {
  "use strict";
  var filtros = document.getElementById("lista");
  if (!filtros) return;
  var campos = [].slice.call(filtros.elements);
  var cuenta = document.querySelector(".hallados-cuenta");
  var quitar = document.querySelector("[data-quitar]");
  var nada = document.querySelector(".nada");
  var muestras = [].slice.call(document.querySelectorAll(".muestra"));

  // Esconde lo que se queda sin imágenes, de adentro hacia afuera: ejemplar, pieza y sección con su título.
  function plegar(selector) {
    document.querySelectorAll(selector).forEach(function (e) {
      e.hidden = !e.querySelector(".muestra:not([hidden])");
    });
  }
  function filtrar() {
    var uso = filtros.elements.uso.value, tamano = filtros.elements.tamano.value, vistas = 0;
    muestras.forEach(function (m) {
      var suya = m.closest("[data-uso]").dataset.uso;
      m.hidden = (uso && suya !== uso) || (tamano && m.dataset.tamano !== tamano) ? true : false;
      if (!m.hidden) vistas++;
    });
    // Con un tamaño escogido, cada pieza lo muestra sin que haya que abrirla.
    document.querySelectorAll(".tamanos").forEach(function (d) { d.open = !!tamano; });
    [".ejemplar", ".pieza-vista", ".seccion-de-piezas"].forEach(plegar);
    document.querySelectorAll(".seccion-de-piezas").forEach(function (s) {
      s.previousElementSibling.hidden = s.hidden;
    });
    var con = uso || tamano, unidad = vistas === 1 ? cuenta.dataset.uno : cuenta.dataset.varios;
    cuenta.textContent = con ? vistas + " de " + muestras.length + " " + cuenta.dataset.varios : vistas + " " + unidad;
    quitar.hidden = !con;
    nada.hidden = vistas > 0;
  }
  function anotar() {
    var consulta = new URLSearchParams();
    campos.forEach(function (c) { if (c.value) consulta.set(c.name, c.value); });
    var texto = consulta.toString();
    history.replaceState(null, "", location.pathname + (texto ? "?" + texto + "#lista" : ""));
  }
  function limpiar() {
    campos.forEach(function (c) { c.value = ""; });
    filtrar();
    anotar();
  }

  filtros.addEventListener("submit", function (e) { e.preventDefault(); });
  filtros.addEventListener("change", function () { filtrar(); anotar(); });
  quitar.addEventListener("click", function () { limpiar(); campos[0].focus(); });
  // Un enlace a una pieza que el filtro esconde la vuelve a mostrar.
  addEventListener("hashchange", function () {
    var ancla = location.hash.slice(1);
    // Mal cifrado («#%E0%A4%A»), se toma tal cual.
    try { ancla = decodeURIComponent(ancla); } catch (e) { /* así queda */ }
    var destino = document.getElementById(ancla);
    if (destino && destino.closest("[hidden]")) { limpiar(); destino.scrollIntoView(); }
  });

  var consulta = new URLSearchParams(location.search);
  campos.forEach(function (c) {
    c.value = consulta.get(c.name) || "";
    if (c.selectedIndex === -1) c.value = "";
  });
  filtrar();
})();
