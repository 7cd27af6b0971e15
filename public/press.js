// The worker that makes PDFs: it loads the press when the first is asked for, and answers one request after the other.
//
//   { id, leaf }   a packed document                      { id, bytes } or { id, trouble }
//   { id, add, bytes } a file for the bundle, by its name   { id }
//   { id, zip }    the bundle, which is then empty again  { id, bytes }
import start, { press, Bundle } from './press-worker.js';

const ready = start({ module_or_path: new URL('./press-worker_bg.wasm', import.meta.url) });
let bundle;

self.onmessage = async ({ data }) => {
  const { id } = data;
  try {
    await ready;
    let bytes;
    if (data.leaf) {
      bytes = press(data.leaf);
    } else if (data.add) {
      bundle ??= new Bundle();
      bundle.add(data.add, data.bytes);
    } else if (data.zip) {
      bytes = (bundle ?? new Bundle()).zip();
      bundle?.free();
      bundle = undefined;
    } else if (data.drop) {
      bundle?.free();
      bundle = undefined;
    }
    self.postMessage({ id, bytes }, bytes ? [bytes.buffer] : []);
  } catch (trouble) {
    self.postMessage({ id, trouble: String(trouble) });
  }
};
