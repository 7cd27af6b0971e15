// PDFs: made in a worker, the same bytes each time, offline too; many in one ZIP.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, dist, offlineReady, openApp } from './harness.mjs';
import { addSample, go } from './pages.mjs';

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
