// Compresses each FILE into KEY.br and KEY.gz at the highest quality: node compress.mjs FILE KEY FILE KEY …
// The .gz is renamed into place last; it stands for both.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const pairs = process.argv.slice(2);
for (let at = 0; at + 1 < pairs.length; at += 2) {
  const [file, key] = [pairs[at], pairs[at + 1]];
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  for (const [extension, packed] of [['br', brotli], ['gz', gzipSync(bytes, { level: 9 })]]) {
    writeFileSync(`${key}.${extension}.partial`, packed);
    renameSync(`${key}.${extension}.partial`, `${key}.${extension}`);
  }
}
