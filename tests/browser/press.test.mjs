// PDFs: made in a worker, the same bytes each time, offline too; many in one ZIP.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, dist, offlineReady, openApp } from './harness.mjs';
import { addClient, addSample, go, makeDraft, nameSender, sentence } from './pages.mjs';

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function take(page, button) {
  const download = page.waitForEvent('download');
  await button.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

async function openIssued(page) {
  await go(page, '#/billing');
  await page.locator('.ledger tbody tr', { hasText: /Paid|Open|Overdue/ }).first().locator('a').first().click();
  await page.locator('.paper').waitFor();
}

const pdfButton = (page) => page.getByRole('button', { name: 'Download PDF' });

test('an issued document is a PDF, the same each time, and its name says what it is', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await openIssued(page);
  const number = (await page.locator('.paper-number').textContent()).trim();
  const first = await take(page, pdfButton(page));
  assert.equal(first.bytes.subarray(0, 5).toString(), '%PDF-');
  assert.ok(first.name.startsWith(number) && first.name.endsWith('.pdf'), first.name);
  const again = await take(page, pdfButton(page));
  assert.equal(hash(again.bytes), hash(first.bytes));
  await axe(page);
  await page.reload();
  assert.equal(hash((await take(page, pdfButton(page))).bytes), hash(first.bytes), 'after the page was opened anew');
});

/** Red, eight pixels wide and four high. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAEUlEQVR4nGM4oKCAFTFQTwIAVL4gAQJrU1oAAAAASUVORK5CYII=', 'base64');

test('a logo stands on what is issued from then on, and the file is noted by its hash', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Acme');
  const issue = async (text, first = false) => {
    await sentence(page, text);
    await makeDraft(page);
    if (first) await nameSender(page, 'Fieldnote Studio');
    await page.getByRole('button', { name: /^Issue as/ }).click();
    await page.locator('.paper-number', { hasText: /\d/ }).waitFor();
    return page.url();
  };
  const before = await issue('invoice Acme EUR 100 for design', true);
  await go(page, '#/settings/business');
  const picture = page.locator('.logo input[type=file]');
  await picture.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
  await page.getByText('This file cannot be shown as a picture.').waitFor();
  await axe(page, { within: '#business' });
  await picture.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PICTURE });
  await page.getByAltText('Your logo').waitFor();
  await page.getByText('Logo saved').waitFor();
  await axe(page, { within: '#business' });

  await issue('invoice Acme EUR 200 for design');
  await page.getByAltText('Logo of Fieldnote Studio').waitFor();
  const first = await take(page, pdfButton(page));
  assert.ok(first.bytes.includes('/Subtype /Image') || first.bytes.includes('/Subtype/Image'), 'the picture is in the PDF');
  await page.getByText('Its PDF files').click();
  await page.locator('.prints code', { hasText: hash(first.bytes) }).waitFor();
  assert.equal(await page.locator('.prints code').count(), 1, 'as it was noted when it was issued');
  await axe(page);
  await page.reload();
  await page.getByAltText('Logo of Fieldnote Studio').waitFor();
  assert.equal(hash((await take(page, pdfButton(page))).bytes), hash(first.bytes));

  // What was issued before has none, and keeps none.
  await page.goto(before);
  await page.locator('.paper-number', { hasText: /\d/ }).waitFor();
  assert.equal(await page.locator('.paper-logo').count(), 0);
});

test('all documents in sight go into one ZIP', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await go(page, '#/billing');
  const button = page.getByRole('button', { name: /^PDFs of \d+ documents$/ });
  await button.waitFor();
  const count = Number((await button.textContent()).match(/\d+/)[0]);
  await axe(page);
  const zip = await take(page, button);
  assert.equal(zip.bytes.readUInt32LE(0), 0x04034b50);
  assert.equal(zip.bytes.readUInt16LE(zip.bytes.length - 12), count, 'as many files as it said');
  await page.getByText(`${count} PDFs in the ZIP.`).waitFor();
  await axe(page);
});

test('without a network the press is there', async (t) => {
  if (!readFileSync(`${dist()}/index.html`, 'utf8').includes('throughline-build')) return t.skip('a development build keeps nothing offline');
  const page = await openApp(t);
  await addSample(page);
  await offlineReady(page);
  await page.waitForFunction(() => document.documentElement.dataset.later === 'ready');
  await page.context().setOffline(true);
  await page.reload();
  await openIssued(page);
  const { bytes } = await take(page, pdfButton(page));
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
});
