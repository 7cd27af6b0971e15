// Moving in from another tool, with that tool's real exports.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, moneys } from './pages.mjs';

const exports_ = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../crates/paper/tests/data');
const file = (name) => path.join(exports_, name);

async function choose(page, given) {
  await go(page, '#/import');
  const another = page.getByRole('button', { name: /Import another file|Another file|Choose another file/ }).first();
  if (await another.isVisible()) await another.click();
  await page.locator('input[type=file]').setInputFiles(given);
}

/** Answers whatever is asked about currency with one, then checks what comes in. */
async function check(page, currency) {
  const next = page.getByRole('button', { name: 'Check what comes in' });
  await next.waitFor();
  const asked = page.locator('.question');
  if (await asked.count()) {
    const choice = asked.locator('select');
    if (await choice.count()) await choice.first().selectOption(currency);
    else await asked.locator('label', { hasText: currency }).first().click();
  }
  await next.click();
}

/** The sums of an Invoice Ninja file, found by other means than the app's: each invoice once, in cents. */
function ninja(name) {
  const text = readFileSync(file(name), 'utf8');
  const rows = [];
  let cell = '', row = [], quoted = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    else if (c === ',' && !quoted) row.push(cell), (cell = '');
    else if (c === '\n' && !quoted) rows.push([...row, cell.replace(/\r$/, '')]), (row = []), (cell = '');
    else cell += c;
  }
  const seen = new Map();
  for (const [client, , number, amount, paid] of rows.slice(4)) {
    if (client && number) seen.set(number, [amount, paid].map((text) => Math.round(Number(text.replace(/[$, ]/g, '')) * 100)));
  }
  const sum = (at) => [...seen.values()].reduce((total, cents) => total + cents[at], 0);
  return { invoices: seen.size, invoiced: sum(0), paid: sum(1) };
}

const cents = (money) => Math.round(Number(money.replace(/[^\d.−-]/g, '').replace('−', '-')) * 100);

test('clients of Invoice Ninja come in, the same file twice adds nothing, and one step takes them out', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'My own client');
  await choose(page, file('invoiceninja-clients.csv'));
  await page.locator('main', { hasText: 'Invoice Ninja' }).first().waitFor();
  // Columns without a single value stand behind a button.
  await page.locator('button.more', { hasText: 'empty' }).click();
  assert.equal(await page.locator('.mapping tbody th', { hasText: 'Phone' }).count(), 2, 'both columns called Phone are there');
  await axe(page);
  await check(page, 'USD');
  await page.getByRole('button', { name: /Bring in 20 clients/ }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor();
  await axe(page);
  await go(page, '#/board');
  await page.waitForFunction(() => document.querySelector('#lane-attraction .count')?.textContent.startsWith('21'));

  await choose(page, file('invoiceninja-clients.csv'));
  await check(page, 'USD');
  await page.locator('main', { hasText: 'Nothing in this file is new' }).first().waitFor();

  await go(page, '#/import');
  await page.reload();
  await heading(page).waitFor();
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await go(page, '#/board');
  await page.waitForFunction(() => document.querySelector('#lane-attraction .count')?.textContent.startsWith('1 '));
});

test('invoices of Invoice Ninja come in with their numbers, and the totals are the file’s', async (t) => {
  const page = await openApp(t);
  const told = ninja('invoiceninja-invoices.csv');
  await choose(page, file('invoiceninja-clients.csv'));
  await check(page, 'USD');
  await page.getByRole('button', { name: /Bring in/ }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor();
  await choose(page, file('invoiceninja-invoices.csv'));
  await check(page, 'USD');
  await page.getByRole('button', { name: new RegExp(`Bring in .*${told.invoices} invoices`) }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor({ timeout: 60_000 });
  // What the app now holds, counted from its own rows rather than from the import's words.
  await page.reload();
  await go(page, '#/clients');
  await go(page, '#/billing');
  const sums = await moneys(page.locator('.sums'));
  const outstanding = cents(sums[0]);
  assert.equal(outstanding, told.invoiced - told.paid, sums.join());
  await choose(page, file('invoiceninja-invoices.csv'));
  await check(page, 'USD');
  await page.locator('main', { hasText: 'Nothing in this file is new' }).first().waitFor();
});

test('exports of FreshBooks and Wave are recognised by their columns', async (t) => {
  const page = await openApp(t);
  for (const [name, tool, button] of [
    ['freshbooks_clients.csv', 'FreshBooks', /Bring in 2 clients/],
    ['wave_clients.csv', 'Wave', /Bring in 4 clients/],
    ['freshbooks_invoices.csv', 'FreshBooks', /Bring in .*invoice/],
  ]) {
    await choose(page, file(name));
    await page.locator('main', { hasText: tool }).first().waitFor();
    await check(page, 'USD');
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor();
  }
});

test('bad rows are named with their reason, the others come in', async (t) => {
  const page = await openApp(t);
  const lines = ['Client Name;Invoice #;Date Issued;Rate;Quantity;Line Total;Currency'];
  for (let number = 1; number <= 30; number++) {
    const rate = number % 10 === 0 ? 'abc' : '1.020,00';
    lines.push(`Müller & Söhne;${number};15.03.2026;${rate};1;${rate};EUR`);
  }
  const buffer = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  await choose(page, { name: 'rechnungen.csv', mimeType: 'text/csv', buffer });
  await check(page, 'EUR');
  await page.locator('main', { hasText: 'Rows that stay out' }).first().waitFor();
  const bad = page.locator('.bad-rows');
  assert.match(await bad.first().textContent(), /abc/);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Download/ }).first().click();
  const rows = readFileSync(await (await download).path(), 'utf8').trim().split(/\r?\n/);
  assert.equal(rows.length, 4, rows.join('\n'));
  await page.getByRole('button', { name: /Bring in 1 client and 27 invoices/ }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor();
  await go(page, '#/billing');
  await page.locator('.sums', { hasText: '27,540.00' }).first().waitFor();
});

test('a file that is no table says so and changes nothing', async (t) => {
  const page = await openApp(t);
  await choose(page, { name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 0, 13, 0x49, 0x48]) });
  await page.locator('.notice, .error').first().waitFor();
  await axe(page);
  await go(page, '#/board');
  await page.getByRole('button', { name: 'Try the sample' }).waitFor();
});

/** A table of so many invoices over so many clients, 10.00 EUR each. */
function large(invoices, clients) {
  const lines = ['Client Name;Invoice #;Date Issued;Rate;Quantity;Line Total;Currency'];
  for (let number = 1; number <= invoices; number++) lines.push(`Firm ${number % clients};L-${number};15.03.2026;10,00;1;10,00;EUR`);
  return { name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) };
}

test('a large import says how far it is, leaves the page usable, can be stopped, and is completed by the same file', async (t) => {
  const page = await openApp(t);
  const given = large(1500, 300);
  await choose(page, given);
  await check(page, 'EUR');
  await page.getByRole('button', { name: /Bring in 300 clients and 1,?500 invoices/ }).click();
  await page.getByText(/^[\d,]+ of 1,500 invoices are in/).waitFor();
  await axe(page);
  // Another screen answers meanwhile.
  await go(page, '#/board');
  await page.locator('#lane-attraction .count').waitFor();
  await go(page, '#/import');
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.getByRole('button', { name: /^Undo/ }).first().waitFor({ timeout: 60_000 });
  await go(page, '#/billing');
  const half = cents((await moneys(page.locator('.sums')))[0]);
  assert.ok(half > 0 && half < 1_500_000 && half % 1_000 === 0, `${half}`);
  await page.reload();
  await heading(page).waitFor();
  await choose(page, given);
  await check(page, 'EUR');
  await page.getByRole('button', { name: /^Bring in/ }).click();
  await page.getByRole('button', { name: 'Undo the import', exact: true }).waitFor({ timeout: 120_000 });
  await go(page, '#/billing');
  await page.locator('.sums', { hasText: '15,000.00' }).first().waitFor();
  await choose(page, given);
  await check(page, 'EUR');
  await page.locator('main', { hasText: 'Nothing in this file is new' }).first().waitFor();
});
