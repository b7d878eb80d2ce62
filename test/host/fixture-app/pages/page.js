// @ts-check
let ticks = 0;
setInterval(() => {
  ticks += 1;
  Reflect.set(globalThis, 'ticks', ticks);
}, 20);
/** @type {{ on: (channel: string, listener: (value: string) => void) => void }} */
const bridge = Reflect.get(globalThis, 'bridge');
bridge.on('told', (value) => {
  document.querySelector('#heard')?.replaceChildren(value);
});
