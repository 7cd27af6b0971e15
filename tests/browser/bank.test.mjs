// Getting paid: accounts and links, payment codes that another program reads, and a bank's file that finds its invoices.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, go, iso, makeDraft, sentence } from './pages.mjs';

/** What a program that is not ours reads from a picture of a part of the page. */
async function scanned(locator) {
  const folder = mkdtempSync(join(tmpdir(), 'code-'));
  try {
    const file = join(folder, 'code.png');
    // What floats above the page must not lie on the code.
    await locator.page().evaluate(() => { const toasts = document.querySelector('.toasts'); if (toasts) toasts.style.visibility = 'hidden'; });
    writeFileSync(file, await locator.screenshot({ scale: 'device' }));
    return execFileSync('zbarimg', ['--quiet', '--raw', '--oneshot', '-Sdisable', '-Sqrcode.enable', '-Sqrcode.binary', file], { encoding: 'utf8' }).replace(/\n$/, '');
  } catch (error) {
    if (error.code === 'ENOENT') throw new Error('zbarimg is not here: install it (Debian: apt-get install zbar-tools).', { cause: error });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function setPractice(page, fields) {
  await go(page, '#/settings/business');
  const business = page.locator('#business form').first();
  for (const [label, value] of Object.entries(fields)) await business.getByLabel(label, { exact: true }).fill(value);
  await business.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
}

async function addWay(page, button, fields, saved) {
  await go(page, '#/settings/paid');
  const part = page.locator('#paid');
  await part.getByRole('button', { name: button }).click();
  for (const [label, value] of Object.entries(fields)) {
    const field = part.getByLabel(label, { exact: true });
    if (await field.evaluate((field) => field.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await part.getByRole('button', { name: 'Save' }).click();
  if (saved) await page.getByText(saved).first().waitFor();
}

/** Issues an invoice over one line for a new or known client, and says its number. */
async function issue(page, client, amount, currency = 'EUR') {
  await go(page, '#/clients');
  if ((await page.getByRole('main').getByText(client, { exact: true }).count()) === 0) await addClient(page, client);
  await go(page, '#/board');
  await sentence(page, `invoice ${client} ${currency} ${amount} for design, due in 14 days`);
  await makeDraft(page);
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('#h-pay, #h-ask').first().waitFor();
  return (await page.locator('#doc-title').textContent()).trim();
}

test('an account is checked, stands on the document, and its code says what is open', async (t) => {
  const page = await openApp(t, { deviceScaleFactor: 2 });
  await setPractice(page, { 'Business name': 'Fieldnote Studio' });
  await addWay(page, 'Add an account', { 'IBAN or account number': 'DE89 3704 0044 0532 0130 01', Currency: 'EUR' });
  await page.getByText(/check digits of this IBAN do not fit/).waitFor();
  await axe(page);
  const part = page.locator('#paid');
  assert.equal(await part.getByLabel('IBAN or account number').inputValue(), 'DE89 3704 0044 0532 0130 01');
  await part.getByLabel('IBAN or account number').fill('de89370400440532013000');
  await part.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Account saved').first().waitFor();
  await part.getByText('IBAN: DE89 3704 0044 0532 0130 00').first().waitFor();
  await addWay(page, 'Add a payment link', { 'What the link says': 'PayPal', Address: 'http://paypal.me/x' });
  await page.getByText(/begins with https/).waitFor();
  await part.getByLabel('Address', { exact: true }).fill('https://paypal.me/fieldnote/{amount}{currency}');
  await part.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Payment link saved').first().waitFor();
  await addWay(page, 'Add a payment link', { 'What the link says': 'By card', Address: 'https://buy.stripe.com/a1', 'Fixed amount': '300', Currency: 'EUR' }, 'Payment link saved');
  await axe(page);

  const number = await issue(page, 'Acme', '300');
  await page.locator('.paper-pay').getByText('DE89 3704 0044 0532 0130 00').waitFor();
  const reads = async () => (await scanned(page.locator('.paper-qr svg'))).split('\n');
  const first = await reads();
  assert.deepEqual(first.slice(0, 8), ['BCD', '002', '1', 'SCT', '', 'Fieldnote Studio', 'DE89370400440532013000', 'EUR300.00']);
  assert.match(first[9], new RegExp(`^RF\\d\\d${number.replace(/[^A-Z0-9]/gi, '').toUpperCase()}$`));
  assert.equal(await page.getByRole('link', { name: 'By card' }).getAttribute('href'), 'https://buy.stripe.com/a1');
  await axe(page);

  // Part of it comes in: code and links ask for the rest, and the link with a fixed amount is not there any more.
  await page.getByRole('button', { name: 'Record a payment' }).first().click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('input[inputmode=decimal]').first().fill('250');
  await dialog.locator('button[type=submit]').click();
  await page.locator('.ask-sum', { hasText: /(^|[^0-9])50\.00/ }).waitFor();
  assert.equal((await reads())[7], 'EUR50.00');
  assert.equal(await page.getByRole('link', { name: 'PayPal' }).getAttribute('href'), 'https://paypal.me/fieldnote/50.00EUR');
  assert.equal(await page.getByRole('link', { name: 'By card' }).count(), 0);
  await page.getByText(/“By card” is not shown/).waitFor();
});

test('a Swiss account gives the receipt and payment part, and its code is read whole', async (t) => {
  const page = await openApp(t, { deviceScaleFactor: 2, viewport: { width: 1440, height: 1200 } });
  await setPractice(page, { 'Business name': 'Fieldnote Studio', Street: 'Lindenweg', 'House number': '12a', 'Postal code': '8005', City: 'Zürich', Country: 'Schweiz' });
  await addWay(page, 'Add an account', { 'IBAN or account number': 'CH4431999123000889012', Currency: 'CHF' }, 'Account saved');
  await page.locator('#paid').getByText(/A QR-IBAN/).first().waitFor();
  await issue(page, 'Bäckerei Kübler', '1949.75', 'CHF');
  const slip = page.locator('.slip');
  await slip.waitFor();
  // The Swiss cross lies on the code, drawn as part of the picture.
  assert.equal(await slip.locator('svg').evaluate((svg) => [...svg.children].filter((one) => one.getBBox?.().width > 0).length), 5);
  // This reader looks for the pattern that the cross covers, so it is shown the squares alone.
  await slip.locator('svg').evaluate((svg) => [...svg.children].slice(1).forEach((one) => (one.style.visibility = 'hidden')));
  const lines = (await scanned(slip)).split('\n');
  assert.equal(lines.length, 31);
  assert.deepEqual(lines.slice(0, 11), ['SPC', '0200', '1', 'CH4431999123000889012', 'S', 'Fieldnote Studio', 'Lindenweg', '12a', '8005', 'Zürich', 'CH']);
  assert.deepEqual([lines[18], lines[19], lines[27], lines[30]], ['1949.75', 'CHF', 'QRR', 'EPD']);
  assert.match(lines[28], /^\d{27}$/);
  await axe(page);
});

const HEAD = 'Buchungstag;Auftraggeber;Verwendungszweck;Betrag;Währung';
const day = (days) => iso(days).split('-').reverse().join('.');

test("a bank's file finds its invoices, adds nothing a second time, and is undone in one step", async (t) => {
  const page = await openApp(t);
  await setPractice(page, { 'Business name': 'Fieldnote Studio' });
  const one = await issue(page, 'Nordlicht Verlag', '300');
  const other = await issue(page, 'Harbor & Finch', '500');
  await go(page, '#/billing');
  await page.getByRole('link', { name: 'Bring in a bank file' }).click();
  await page.getByRole('heading', { level: 1, name: 'Bring in a bank file' }).waitFor();
  await axe(page);
  const give = (name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });

  await give('photo.csv', Buffer.from('%PDF-1.7 …'));
  await page.getByRole('alert').getByText(/not a file this page can read/).waitFor();
  await give('cut.xml', '<?xml version="1.0"?><Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">5');
  await page.getByRole('alert').getByText(/ends too early/).waitFor();

  const rows = [
    HEAD,
    `${day(-2)};Nordlicht Verlag GmbH;${one.replaceAll('-', ' ')} danke;300,00;EUR`,
    `${day(-1)};Harbor & Finch;website;498,50;EUR`,
    `${day(-1)};Stadtwerke;Strom;-89,90;EUR`,
    `${day(-1)};Unbekannt;Spende;17,00;EUR`,
  ].join('\n');
  // As an old export has it: one byte a letter.
  await give('konto.csv', Buffer.from(rows, 'latin1'));
  const table = page.getByRole('table', { name: 'Money that came in' });
  await table.waitFor();
  await page.getByText('3 payments came in, 1 that went out left aside').waitFor();
  const sure = table.getByRole('row').filter({ hasText: 'Nordlicht Verlag GmbH' });
  await sure.getByText(one, { exact: true }).waitFor();
  await sure.getByText('its number is in the text').waitFor();
  assert.equal(await sure.getByRole('checkbox').isChecked(), true);
  const fee = table.getByRole('row').filter({ hasText: '498.50' });
  assert.equal(await fee.getByRole('checkbox').isChecked(), false);
  await fee.getByRole('combobox', { name: 'The difference' }).selectOption('fee');
  await fee.getByRole('checkbox').check();
  const unknown = table.getByRole('row').filter({ hasText: 'Unbekannt' });
  await unknown.getByText('No open invoice found').waitFor();
  assert.equal(await unknown.getByRole('checkbox').isDisabled(), true);
  await axe(page);
  await page.getByRole('button', { name: 'Record 2 payments' }).click();
  await page.locator('#bank-done').getByText(/2 payments recorded/).waitFor();
  await table.getByText('Recorded before').nth(1).waitFor();

  // The same file, and one that overlaps with it: nothing is added.
  await give('konto-again.csv', rows);
  await table.getByText('Recorded before').nth(1).waitFor();
  assert.equal(await table.getByRole('checkbox', { disabled: false }).count(), 0);
  await go(page, '#/billing');
  const paper = (number) => page.getByRole('row').filter({ hasText: number });
  await paper(one).getByText('Paid', { exact: true }).first().waitFor();
  await paper(other).getByText('Paid', { exact: true }).first().waitFor();

  // One step takes it all out again, and then it can be brought in once more.
  await page.keyboard.press('Control+z');
  await paper(one).getByText('Paid', { exact: true }).waitFor({ state: 'detached' });
  await paper(other).getByText('Paid', { exact: true }).waitFor({ state: 'detached' });
});

test('an account statement pays over several invoices, and the columns of a strange table are said by hand', async (t) => {
  const page = await openApp(t);
  await setPractice(page, { 'Business name': 'Fieldnote Studio' });
  const one = await issue(page, 'Acme', '100');
  const other = await issue(page, 'Acme', '50.50');
  await go(page, '#/billing/bank');
  const give = (name, text) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
  const entry = `<Ntry><Amt Ccy="EUR">150.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${iso(-1)}</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef>
    <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Acme Ltd</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${one} + ${other}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const statement = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>${entry}</Stmt></BkToCstmrStmt></Document>`;
  await give('statement.xml', statement);
  const table = page.getByRole('table', { name: 'Money that came in' });
  await table.getByText(one, { exact: true }).waitFor();
  await table.getByText(other, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Record 1 payment' }).click();
  const done = page.locator('#bank-done');
  await done.getByText(/1 payment recorded/).waitFor();
  await give('statement.xml', statement);
  await page.getByText(/recorded already/).waitFor();
  await go(page, '#/billing');
  await page.keyboard.press('Control+z');
  await page.getByRole('row').filter({ hasText: one }).getByText('Paid', { exact: true }).waitFor({ state: 'detached' });

  await go(page, '#/billing/bank');
  await give('strange.csv', `When,What,How much\n${iso(-1)},${one},100.00\n`);
  await page.getByText('Please say which column is the day.').waitFor();
  await axe(page);
  await page.getByLabel('When', { exact: true }).selectOption('day');
  await page.getByLabel('What', { exact: true }).selectOption('text');
  await page.getByLabel('How much', { exact: true }).selectOption('amount');
  const currency = page.getByLabel('Currency where none is given');
  await currency.selectOption('EUR');
  await table.getByRole('link', { name: one }).waitFor();
});
