// How long a document takes: the first PDF of a page and later ones, a hundred in one ZIP, and a key of the sentence box.
import { readFileSync } from 'node:fs';

const PDFS = 100;
const SENTENCES = new URL('../../crates/domain/tests/data/sentences.json', import.meta.url);

/** Before anything of the page runs: notes when a file is handed to the person. */
const WATCH = () => {
  window.__given = [];
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    window.__given.push({ at: performance.now(), type: blob.type, bytes: blob.size });
    return create(blob);
  };
};

/** A table of so many issued invoices, as FreshBooks gives it. */
const table = (count) => {
  const head = 'Client Name,Invoice #,Date Issued,Invoice Status,Date Paid,Item Name,Item Description,Rate,Quantity,Discount Percentage,Line Subtotal,Tax 1 Type,Tax 1 Amount,Tax 2 Type,Tax 2 Amount,Line Total,Currency';
  const rows = Array.from({ length: count * 3 }, (_, at) => {
    const [document, line] = [Math.floor(at / 3), at % 3];
    const rate = `${100 + document + line}.00`;
    return `Client ${document % 10},B-${1000 + document},2026-0${1 + (document % 9)}-15,sent,,Design,Part ${line + 1} of what was agreed,${rate},1.0000,0.0000,${rate},,0.00,,0.00,${rate},EUR`;
  });
  return [head, ...rows].join('\n');
};

/** From a press on a button to the moment at which the file is handed over. */
const given = (page, selector, type) =>
  page.evaluate(
    async ([selector, type]) => {
      window.__given = [];
      const began = performance.now();
      [...document.querySelectorAll('button')].find((button) => new RegExp(selector).test(button.textContent)).click();
      const found = () => window.__given.find((one) => one.type === type);
      while (!found()) await new Promise((resolve) => setTimeout(resolve, 1));
      return found().at - began;
    },
    [selector, type],
  );

/** Every key of sentences, each until what was understood is laid out. */
const keys = async (page, texts) => {
  await page.locator('button.say').click();
  await page.locator('dialog.composer .say-input').first().waitFor();
  return page.evaluate(async (texts) => {
    const box = document.querySelector('dialog.composer .say-input');
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const answered = () => new Promise((resolve) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = resolve;
      channel.port2.postMessage(null);
    });
    const spent = [];
    for (const text of texts) {
      const letters = [...text];
      for (let end = 1; end <= letters.length; end++) {
        box.value = letters.slice(0, end).join('');
        await frame();
        const began = performance.now();
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await answered();
        document.querySelector('dialog.composer').getBoundingClientRect();
        spent.push(performance.now() - began);
      }
    }
    return spent;
  }, texts);
};

/** `first`, `later` and `hundred` in milliseconds of each run, and every key. */
export async function papers(browser, url, runs) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true, locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  await page.goto(new URL('#/import', url).href);
  await page.waitForFunction(() => document.documentElement.dataset.offline === 'ready' && document.documentElement.dataset.later === 'ready', null, { timeout: 60_000 });
  await page.locator('input[type=file]').setInputFiles({ name: 'invoices.csv', mimeType: 'text/csv', buffer: Buffer.from(table(PDFS)) });
  await page.getByRole('button', { name: 'Check what comes in' }).click();
  await page.getByRole('button', { name: /^Bring in/ }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor({ timeout: 60_000 });
  const seen = { first: [], later: [], hundred: [] };
  for (let run = 0; run < runs; run++) {
    await page.goto(new URL('#/billing', url).href);
    await page.reload();
    await page.locator('.ledger tbody tr a').first().click();
    await page.getByRole('button', { name: 'Download PDF' }).waitFor();
    await page.waitForTimeout(300);
    seen.first.push(await given(page, '^Download PDF', 'application/pdf'));
    for (let again = 0; again < 5; again++) {
      await page.waitForTimeout(100);
      seen.later.push(await given(page, '^Download PDF', 'application/pdf'));
    }
    await page.evaluate(() => (location.hash = '#/billing'));
    await page.getByRole('button', { name: /^Show \d+ more$/ }).click();
    await page.getByRole('button', { name: `PDFs of ${PDFS} documents` }).waitFor();
    seen.hundred.push(await given(page, '^PDFs of', 'application/zip'));
  }
  const sentences = JSON.parse(readFileSync(SENTENCES, 'utf8')).slice(0, 10).map((one) => one.text);
  const keyed = await keys(page, sentences);
  await context.close();
  return { ...seen, key: keyed };
}
