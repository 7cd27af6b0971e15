// Files kept with a client: taken in by picker, drop and paste, shown, given back, removed, backed up and restored.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { axe, freshContext, openApp } from './harness.mjs';
import { addClient, go, openClient } from './pages.mjs';

/** One red dot. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "run"</script></svg>');

const line = (page, name) => page.locator('.files-list > li', { hasText: name });
const toast = (page, text) => page.locator('.toast', { hasText: text });
const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });
const pick = (page, ...files) => page.locator('#add-file').setInputFiles(files);
const kept = (page) => page.evaluate(async () => {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('files', { create: true });
  const names = [];
  for await (const name of folder.keys()) names.push(name);
  return names.sort();
});
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function openFiles(page, client) {
  await openClient(page, client);
  await page.locator('nav.tabs').getByRole('link', { name: 'Files', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'Files' }).waitFor();
}

async function atFiles(t, options) {
  const page = await openApp(t, options);
  await addClient(page, 'Acme');
  await openFiles(page, 'Acme');
  return page;
}

/** Hands files to the page as a drop or a paste would. */
const hand = (page, kind, files) =>
  page.evaluate(
    ([kind, files]) => {
      const data = new DataTransfer();
      for (const [name, type, text] of files) data.items.add(new File([text], name, { type }));
      const event = kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : null;
      const drag = (name) => new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true });
      if (event) document.body.dispatchEvent(event);
      else for (const name of ['dragover', 'drop']) document.body.dispatchEvent(drag(name));
    },
    [kind, files],
  );

async function saved(page, act) {
  const download = page.waitForEvent('download');
  await act();
  const given = await download;
  return { name: given.suggestedFilename(), bytes: readFileSync(await given.path()) };
}

test('files come in by picker, drop and paste, and stay over a reload', async (t) => {
  const page = await atFiles(t);
  await axe(page);
  await page.locator('#add-file').focus();
  await pick(page, file('logo.png', 'image/png', PNG), file('Brief \u202Efdp.exe', 'application/pdf', PDF));
  await line(page, 'logo.png').waitFor();
  await line(page, 'Brief fdp.exe').waitFor();
  await page.waitForFunction(() => document.activeElement.id === 'add-file', null, { timeout: 5000 });
  assert.match(await line(page, 'logo.png').textContent(), /PNG image\s*69 bytes\s*Added .* by you/);
  await hand(page, 'drop', [['contract.txt', 'text/plain', 'We agree.']]);
  await line(page, 'contract.txt').waitFor();
  await hand(page, 'paste', [['image.txt', 'text/plain', 'pasted']]);
  await line(page, 'image.txt').waitFor();
  assert.match(await page.locator('.files-sum').textContent(), /^4 files, .* with this client\. Everything kept here: .* of about /);
  await axe(page);
  assert.equal((await kept(page)).length, 4);
  await page.reload();
  await line(page, 'contract.txt').waitFor();
  assert.deepEqual(await page.locator('.file-name').allTextContents(), ['image.txt', 'contract.txt', 'Brief fdp.exe', 'logo.png']);
  const { name, bytes } = await saved(page, () => line(page, 'logo.png').getByRole('button', { name: 'Download' }).click());
  assert.deepEqual([name, bytes], ['logo.png', PNG]);
});

test('the same content is kept once, for one client and for two', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('logo.png', 'image/png', PNG));
  await line(page, 'logo.png').waitFor();
  await pick(page, file('again.png', 'image/png', PNG));
  await toast(page, 'Kept already, as “logo.png”').waitFor();
  assert.equal(await page.locator('.file-line').count(), 1);
  await addClient(page, 'Globex');
  await openFiles(page, 'Globex');
  await pick(page, file('theirs.png', 'image/png', PNG));
  await line(page, 'theirs.png').waitFor();
  assert.deepEqual(await kept(page), [sha256(PNG)]);
});

test('a picture is shown as a picture, a drawing that could run only goes out again', async (t) => {
  const page = await atFiles(t);
  await page.evaluate(() => {
    window.held = 0;
    const [make, drop] = [URL.createObjectURL, URL.revokeObjectURL];
    URL.createObjectURL = (blob) => (window.held++, make.call(URL, blob));
    URL.revokeObjectURL = (url) => (window.held--, drop.call(URL, url));
  });
  await pick(page, file('logo.png', 'image/png', PNG), file('mark.svg', 'image/svg+xml', SVG), file('broken.png', 'image/png', Buffer.from('no picture')));
  await line(page, 'broken.png').waitFor();
  await page.waitForFunction(() => document.querySelector('.file-face img')?.naturalWidth === 1);
  await line(page, 'logo.png').getByRole('button', { name: 'Look' }).click();
  const dialog = page.getByRole('dialog', { name: 'logo.png' });
  await dialog.getByRole('img', { name: 'logo.png' }).waitFor();
  await axe(page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Look logo.png');
  await line(page, 'broken.png').getByRole('button', { name: 'Look' }).click();
  await page.getByRole('dialog').getByText('This picture cannot be shown').waitFor();
  await page.keyboard.press('Escape');
  const drawing = line(page, 'mark.svg');
  assert.equal(await drawing.getByRole('button', { name: /^(Look|Open)/ }).count(), 0);
  const { name, bytes } = await saved(page, () => drawing.getByRole('button', { name: 'Download' }).click());
  assert.deepEqual([name, bytes], ['mark.svg', SVG]);
  await page.locator('nav.tabs').getByRole('link', { name: 'Work', exact: true }).click();
  await page.getByRole('heading', { name: 'Promises' }).waitFor();
  assert.ok((await page.evaluate(() => window.held)) <= 1, 'addresses are given up; that of a download a little later');
});

test('a PDF opens in the browser’s own viewer', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('brief.pdf', 'application/pdf', PDF));
  const opened = page.context().waitForEvent('page');
  await line(page, 'brief.pdf').getByRole('button', { name: 'Open' }).click();
  assert.match((await opened).url(), /^(blob:|about:blank|$)/);
});

test('what there is no room for is refused in words before anything is written', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => {
    if (!navigator.storage) return;
    const estimate = navigator.storage.estimate.bind(navigator.storage);
    navigator.storage.estimate = async () => (window.room === undefined ? estimate() : { usage: 90_000_000, quota: 98_000_000 + window.room });
  });
  const page = await atFiles(t, { context });
  await page.evaluate(() => (window.room = 1000));
  await pick(page, file('film.bin', '', Buffer.alloc(1001, 7)), file('small.bin', '', Buffer.alloc(1000, 7)));
  await line(page, 'small.bin').waitFor();
  const refused = page.locator('.files-wrong .notice');
  assert.match(await refused.textContent(), /“film\.bin” is 1 kB and this browser has room for 1 kB more\. Nothing was kept of it/);
  assert.equal((await kept(page)).length, 1);
  await axe(page);
  await refused.getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await refused.count(), 0);

  // Enough room was promised, and the disk fills all the same.
  await page.evaluate(() => {
    FileSystemWritableFileStream.prototype.write = async () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await pick(page, file('late.bin', '', Buffer.alloc(9, 8)));
  await refused.getByText(/“late\.bin” was not kept: this browser has no room left/).waitFor();
  assert.deepEqual([await page.locator('.file-line').count(), (await kept(page)).length], [1, 1]);
  await page.reload();
  await line(page, 'small.bin').waitFor();
  assert.equal(await page.locator('.file-line').count(), 1);
});

test('a file is renamed, noted, found, handed over, removed and brought back; its bytes go only when they are swept', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('brief.txt', 'text/plain', Buffer.from('Blue, not green.')));
  await line(page, 'brief.txt').getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Brief, signed.txt');
  await page.getByLabel('Note').fill('Agreed on the telephone');
  await axe(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await line(page, 'Brief, signed.txt').getByText('Agreed on the telephone').waitFor();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('telephone');
  await page.getByRole('option', { name: /Brief, signed/ }).or(page.locator('[role=option]', { hasText: 'telephone' })).first().waitFor();
  await page.keyboard.press('Escape');
  const files = await page.evaluate(() => location.hash);
  await go(page, files.replace('/files', ''));
  await page.getByText('File kept:').waitFor();
  await go(page, files.replace('files', 'hand-over'));
  await page.getByRole('region', { name: 'Files' }).getByText('Brief, signed.txt').waitFor();
  await go(page, files);

  await line(page, 'Brief, signed.txt').getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.locator('.drop').waitFor();
  await toast(page, 'Removed').getByRole('button', { name: 'Undo' }).click();
  await line(page, 'Brief, signed.txt').waitFor();
  await line(page, 'Brief, signed.txt').getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.locator('.drop').waitFor();

  const sweep = page.getByRole('button', { name: 'Look for files nobody names any more' });
  await go(page, '#/settings');
  await sweep.click();
  await page.getByText(/removed too recently/).waitFor();
  assert.equal((await kept(page)).length, 1, 'an undo of this session still finds it');
  await page.reload();
  await sweep.click();
  await page.getByText(/1 file \(16 bytes\) is named by no record any more/).waitFor();
  await axe(page);
  await page.getByRole('button', { name: 'Free 16 bytes of files nobody names any more' }).click();
  await page.getByText('16 bytes freed.').waitFor();
  assert.deepEqual(await kept(page), []);
});

test('nothing is swept while a record cannot be read in full: it may name the file', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('brief.txt', 'text/plain', Buffer.from('Blue')));
  await line(page, 'brief.txt').waitFor();
  await page.evaluate(async () => {
    const database = await new Promise((resolve) => (indexedDB.open('throughline').onsuccess = (event) => resolve(event.target.result)));
    const store = database.transaction('journal', 'readwrite').objectStore('journal');
    await new Promise((resolve) => {
      store.openCursor(null, 'prev').onsuccess = ({ target: { result: cursor } }) => {
        const chunk = cursor.value;
        chunk.bytes[Math.floor(chunk.bytes.length / 2)] ^= 0xff;
        cursor.update(chunk).onsuccess = resolve;
      };
    });
    database.close();
  });
  await page.reload();
  await go(page, '#/settings');
  await page.getByRole('button', { name: 'Look for files nobody names any more' }).click();
  await page.getByText(/cannot be read in full/).waitFor();
  assert.equal((await kept(page)).length, 1);
});

test('bytes that are missing are said to be, and the same content heals them', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('logo.png', 'image/png', PNG));
  await line(page, 'logo.png').waitFor();
  await page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry('files', { recursive: true }));
  await page.reload();
  await line(page, 'logo.png').getByText('Not on this device', { exact: true }).waitFor();
  await axe(page);
  await pick(page, file('anything.png', 'image/png', PNG));
  await toast(page, '“logo.png” is whole again').waitFor();
  await line(page, 'logo.png').getByRole('button', { name: 'Look' }).waitFor();
  assert.equal(await page.locator('.file-line').count(), 1);
});

test('a browser without a file system keeps them as well', async (t) => {
  const context = await freshContext(t);
  await context.addInitScript(() => delete globalThis.FileSystemFileHandle?.prototype.createWritable);
  const page = await atFiles(t, { context });
  await pick(page, file('logo.png', 'image/png', PNG));
  await line(page, 'logo.png').waitFor();
  await page.reload();
  const { bytes } = await saved(page, () => line(page, 'logo.png').getByRole('button', { name: 'Download' }).click());
  assert.deepEqual(bytes, PNG);
  assert.deepEqual(await kept(page), []);
});

test('a backup carries the files into an empty browser; a damaged one is named and the rest is whole', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-files-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const page = await atFiles(t);
  const brief = Buffer.from('Blue, not green.');
  await pick(page, file('logo.png', 'image/png', PNG), file('brief.txt', 'text/plain', brief));
  await line(page, 'brief.txt').waitFor();
  const address = await page.evaluate(() => location.hash);
  await go(page, '#/settings');
  await page.locator('#storage').getByText('2 files, 85 bytes').waitFor();
  const whole = await saved(page, () => page.getByRole('button', { name: 'Download everything' }).click());
  assert.match(whole.name, /^throughline-.*\.backup$/);
  assert.ok(whole.bytes.includes(PNG) && whole.bytes.includes(brief));
  await page.getByText('With 2 files of clients, 85 bytes.').waitFor();
  await axe(page);

  const restored = async (bytes, name) => {
    const elsewhere = await openApp(t);
    await go(elsewhere, '#/settings');
    const place = path.join(folder, name);
    writeFileSync(place, bytes);
    await elsewhere.locator('#storage input[type=file]').setInputFiles(place);
    return elsewhere;
  };
  const restore = (elsewhere) => elsewhere.getByRole('button', { name: 'Restore it here' }).click();
  const fine = await restored(whole.bytes, 'whole.backup');
  await restore(fine);
  await fine.getByText('Everything is here').first().waitFor();
  await axe(fine);
  await go(fine, address);
  for (const [name, bytes] of [['logo.png', PNG], ['brief.txt', brief]]) {
    assert.deepEqual((await saved(fine, () => line(fine, name).getByRole('button', { name: 'Download' }).click())).bytes, bytes);
  }

  const flipped = Buffer.from(whole.bytes);
  flipped[flipped.indexOf(brief)] ^= 1;
  const hurt = await restored(flipped, 'hurt.backup');
  await restore(hurt);
  await hurt.getByText('1 file is damaged in the backup and was not restored').waitFor();
  await hurt.locator('#storage li', { hasText: 'brief.txt' }).waitFor();
  await axe(hurt);
  await go(hurt, address);
  await line(hurt, 'brief.txt').getByText('Not on this device', { exact: true }).waitFor();
  await pick(hurt, file('brief.txt', 'text/plain', brief));
  await toast(hurt, '“brief.txt” is whole again').waitFor();

  const cut = await restored(whole.bytes.subarray(0, 200), 'cut.backup');
  await cut.locator('#storage').getByText(/Nothing was changed/).first().waitFor();

  const less = await saved(page, () => page.getByRole('button', { name: 'Download without the files' }).click());
  assert.match(less.name, /\.json$/);
  assert.ok(!less.bytes.includes(brief));
  await page.getByText(/^Left out as you chose: 2 files of clients, 85 bytes/).waitFor();
  const records = await restored(less.bytes, 'less.json');
  await records.getByText(/^Left out as you chose: 2 files/).waitFor();
  await restore(records);
  await records.getByText('Everything is here').first().waitFor();
  await go(records, address);
  await line(records, 'logo.png').getByText('Not on this device', { exact: true }).waitFor();
});

test('a backup whose files have no room is refused before anything changes', async (t) => {
  const page = await atFiles(t);
  await pick(page, file('brief.txt', 'text/plain', Buffer.alloc(2_000_000, 65)));
  await line(page, 'brief.txt').waitFor();
  await go(page, '#/settings');
  const { bytes } = await saved(page, () => page.getByRole('button', { name: 'Download everything' }).click());
  const elsewhere = await openApp(t);
  await go(elsewhere, '#/settings');
  await elsewhere.evaluate(() => (navigator.storage.estimate = async () => ({ usage: 0, quota: 9_000_000 })));
  await elsewhere.locator('#storage input[type=file]').setInputFiles(file('a.backup', '', bytes));
  await elsewhere.getByRole('button', { name: 'Restore it here' }).click();
  await elsewhere.getByText('Its files need 2 MB and this browser has room for 1 MB.').waitFor();
  assert.deepEqual(await kept(elsewhere), []);
  await go(elsewhere, '#/clients');
  await elsewhere.getByText('Nobody is written down yet.').waitFor();
});
