// Erasing a client: a copy to give away, the documents that stay, the way back while the page is open.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, heading, openApp } from './harness.mjs';
import { addClient, go, addSample, openClient } from './pages.mjs';

async function more(page, name, act) {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('group', { name: 'More' }).getByRole('button', { name: act }).click();
}

test('a client is erased after a copy was given, comes back by undo, and is gone after a reload', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada Lovelace');
  await openClient(page, 'Ada Lovelace');
  await page.locator('#note').fill('Likes punched cards <b>');
  await page.keyboard.press('Control+Enter');
  await page.locator('.entry', { hasText: 'punched cards' }).waitFor();
  const address = await page.evaluate(() => location.hash);
  await more(page, 'Ada Lovelace', 'Erase for good');
  const dialog = page.getByRole('dialog', { name: 'Erase Ada Lovelace' });
  await dialog.getByText('1 entry of the history').waitFor();
  await dialog.getByText('Nothing. No document was issued to them.').waitFor();
  await axe(page);
  const files = [];
  page.on('download', (download) => files.push(download));
  await dialog.getByRole('button', { name: 'Download all of it' }).click();
  await page.waitForTimeout(500);
  assert.equal(files.length, 2);
  const texts = await Promise.all(files.map(async (file) => [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')]));
  const json = JSON.parse(texts.find(([name]) => name.endsWith('.json'))[1]);
  assert.equal(json.details.name, 'Ada Lovelace');
  assert.equal(json.history[0].text, 'Likes punched cards <b>');
  const html = texts.find(([name]) => name.endsWith('.html'))[1];
  assert.ok(html.includes('Likes punched cards &lt;b&gt;') && !html.includes('cards <b>'));
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await dialog.getByText('That is not the name').waitFor();
  await dialog.getByLabel('To erase, write the name').fill('ada lovelace');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: 'Erased' }).waitFor();
  await go(page, address);
  await page.getByRole('heading', { level: 1, name: 'This client is not here.' }).waitFor();
  await axe(page);
  await page.locator('.toast', { hasText: 'Erased' }).getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ada Lovelace' }).waitFor();
  await page.locator('.entry', { hasText: 'punched cards' }).waitFor();
  await more(page, 'Ada Lovelace', 'Erase for good');
  await dialog.getByLabel('To erase, write the name').fill('Ada Lovelace');
  await page.keyboard.press('Enter');
  await page.locator('.toast', { hasText: 'Erased' }).waitFor();
  await page.reload();
  await heading(page).waitFor();
  await go(page, '#/board');
  assert.equal(await page.locator('.card-name').count(), 0);
  await page.keyboard.press('Control+k');
  await page.locator('#find').fill('punched');
  await page.getByText('Nothing here speaks of').waitFor();
});

test('of a client that was billed the documents are kept, with the reason, and nothing else', async (t) => {
  const page = await openApp(t);
  await addSample(page);
  await openClient(page, 'Northlight Yoga');
  await more(page, 'Northlight Yoga', 'Erase for good');
  const open = page.getByRole('dialog', { name: 'Erase Northlight Yoga' });
  await open.getByText('is not settled').or(open.getByText('are not settled')).waitFor();
  assert.ok(await open.getByRole('button', { name: 'Erase for good' }).isDisabled());
  await open.getByRole('button', { name: 'Keep the client' }).click();
  await openClient(page, 'Café Übermut');
  const documents = await page.evaluate(() => location.hash).then((hash) => hash.split('/').slice(0, 3).join('/') + '/documents');
  await go(page, documents);
  const number = (await page.locator('main').textContent()).match(/(SAMPLE-[0-9]+)/)?.[1];
  assert.ok(number, 'the sample has billed them');
  await more(page, 'Café Übermut', 'Erase for good');
  const dialog = page.getByRole('dialog', { name: 'Erase Café Übermut' });
  await dialog.getByLabel('Keep the documents until').fill('2020-01-01');
  await dialog.getByLabel('To erase, write the name').fill('Café Übermut');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await dialog.getByText('Choose a day that has not passed yet.').waitFor();
  await axe(page);
  await dialog.getByLabel('Keep the documents until').fill('2040-12-31');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await page.locator('.toast', { hasText: 'kept' }).waitFor();
  await go(page, '#/board');
  assert.equal(await page.locator('.card-name', { hasText: 'Übermut' }).count(), 0);
  await go(page, '#/billing');
  const line = page.locator('main').getByText(number).first();
  await line.waitFor();
  await page.locator('main').getByText('Erased client').first().waitFor();
  await line.click();
  await page.locator('main').getByText('Café Übermut').first().waitFor();
  await page.getByRole('link', { name: 'Erased client' }).first().click();
  await page.getByText('Invoices must be kept for tax. They may go after 31 December 2040.').waitFor();
  await axe(page);
});

test('the bytes of an erased client go when the app is opened next, and stay when the erasure is taken back', async (t) => {
  const page = await openApp(t);
  const kept = () => page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('files', { create: true });
    const names = [];
    for await (const name of folder.keys()) names.push(name);
    return names.length;
  });
  const attach = async (name) => {
    await addClient(page, name);
    await openClient(page, name);
    await page.getByRole('link', { name: 'Files', exact: true }).click();
    await page.locator('#add-file').setInputFiles({ name: 'brief.txt', mimeType: 'text/plain', buffer: Buffer.from(`Of ${name}`) });
    await page.locator('.files-list > li', { hasText: 'brief.txt' }).waitFor();
  };
  const erase = async (name) => {
    await openClient(page, name);
    await more(page, name, 'Erase for good');
    const dialog = page.getByRole('dialog', { name: `Erase ${name}` });
    await dialog.getByText('Their files go from this device when the app is opened next.').waitFor();
    await dialog.getByLabel('To erase, write the name').fill(name);
    await page.keyboard.press('Enter');
    return page.locator('.toast', { hasText: 'Erased' }).last();
  };
  await attach('Ada');
  await attach('Grace');
  await (await erase('Grace')).getByRole('button', { name: 'Undo' }).click();
  await go(page, '#/board');
  await page.locator('.card-name', { hasText: 'Grace' }).waitFor();
  await (await erase('Ada')).waitFor();
  assert.equal(await kept(), 2, 'a slip can still be mended');
  await page.reload();
  await heading(page).waitFor();
  for (let tries = 0; (await kept()) !== 1; tries++) {
    assert.ok(tries < 100, 'the bytes of the erased client are gone');
    await page.waitForTimeout(200);
  }
  await openClient(page, 'Grace');
  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await page.locator('.files-list > li', { hasText: 'brief.txt' }).waitFor();
});
