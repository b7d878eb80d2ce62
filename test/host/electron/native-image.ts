import { existsSync, readFileSync } from 'node:fs';
import { strict } from './strict.ts';

const empty = Buffer.alloc(0);

function makeImage(data: Buffer): NativeImage {
  const isPng = data.length > 24;
  const image = {
    isEmpty: (): boolean => data.length === 0,
    toPNG: (): Buffer => data,
    toDataURL: (): string => `data:image/png;base64,${data.toString('base64')}`,
    /** Width and height of the PNG's header. */
    getSize: (): { width: number; height: number } =>
      isPng ? { width: data.readUInt32BE(16), height: data.readUInt32BE(20) } : { width: 0, height: 0 },
    setTemplateImage(): void {
      // Colours of the menu bar on macOS only.
    },
    resize: (): NativeImage => makeImage(data),
  };
  return strict('NativeImage', image);
}
export type NativeImage = {
  isEmpty: () => boolean;
  toPNG: () => Buffer;
  toDataURL: () => string;
  getSize: () => { width: number; height: number };
  setTemplateImage: () => void;
  resize: () => NativeImage;
};

export const nativeImage = strict('nativeImage', {
  createEmpty: (): NativeImage => makeImage(empty),
  createFromPath: (file: string): NativeImage => makeImage(existsSync(file) ? readFileSync(file) : empty),
  createFromBuffer: (data: Buffer): NativeImage => makeImage(data),
  createFromDataURL: (url: string): NativeImage => makeImage(Buffer.from(url.split(',')[1] ?? '', 'base64')),
});
