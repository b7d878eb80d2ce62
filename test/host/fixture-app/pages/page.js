window.ticks = 0;
setInterval(() => {
  window.ticks += 1;
}, 20);
window.bridge.on('told', (value) => {
  document.querySelector('#heard').textContent = value;
});
