// Rules: written of pieces, tried before they are saved, run by themselves, read in a log, and taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, openApp } from './harness.mjs';
import { addClient, go, inLane, makeDraft, nameSender, openClient, openTab, sentence } from './pages.mjs';

const region = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, text) => page.locator('.toast', { hasText: text });
const log = (page) => page.locator('#rules-log > li');

async function at(page, day) {
  await page.clock.setFixedTime(new Date(`${day}T10:00:00+01:00`));
  await page.reload();
}

async function save(page) {
  await page.getByRole('button', { name: 'Save rule' }).click();
  await toast(page, 'Rule saved').first().waitFor();
  await page.locator('.rule-editor').waitFor({ state: 'detached' });
}

test('a rule of pieces is tried, runs when a client comes into a stage, and goes back with the move', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada');
  await addClient(page, 'Birch', 'retention');
  await go(page, '#/rules');
  await page.getByText('No rules yet').waitFor();
  await axe(page);
  await page.getByRole('button', { name: 'New rule' }).click();
  const form = region(page, 'New rule');
  await page.waitForFunction(() => document.activeElement?.id === 'rule-h');
  await form.getByLabel('Name').fill('After the work');
  await page.locator('#r-when').selectOption('enters');
  await form.getByLabel('Stage').selectOption('retention');
  // Birch is there since today: it would be the first, before anything is saved.
  await form.getByText('Fill in every part of the rule first.').waitFor();
  await form.getByLabel('What is to be done').fill('Ask how it goes');
  await form.getByLabel('Working days later').fill('2');
  await form.getByText('When saved, it acts for 1 client at once:').waitFor();
  await form.locator('.rules-dry').getByRole('link', { name: 'Birch' }).waitFor();
  await form.getByRole('button', { name: 'Another condition' }).click();
  await page.locator('#r-and-0').selectOption('untagged');
  await page.locator('#r-and-0-text').fill('no calls');
  await form.getByRole('button', { name: 'Another thing to do' }).click();
  await page.locator('#r-then-1').selectOption('tag');
  await page.locator('#r-then-1-text').fill('alumni');
  await axe(page);
  await save(page);
  const line = page.locator('#rules-list > li', { hasText: 'After the work' });
  await line.getByText('put “Ask how it goes” on the list', { exact: false }).waitFor();
  await log(page).filter({ hasText: 'Birch' }).waitFor();
  await line.getByText('Acted once').waitFor();
  await axe(page);

  // Ada goes there: the step and the tag appear, and in Today.
  await go(page, '#/board');
  await page.locator('.card-name', { hasText: 'Ada' }).focus();
  await page.keyboard.press('m');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await inLane(page, 'retention', 'Ada');
  await toast(page, 'A rule acted').waitFor();
  await openClient(page, 'Ada');
  await openTab(page, 'Work');
  await region(page, 'To do').getByText('Ask how it goes', { exact: true }).waitFor();
  await go(page, '#/today');
  assert.equal(await page.locator('.agenda-line', { hasText: 'Ask how it goes' }).count(), 2);
  await go(page, '#/rules');
  assert.deepEqual((await log(page).locator('bdi').allTextContents()), ['Ada', 'Birch']);

  // Taken back and done again from the log; both survive a reload.
  const ada = log(page).filter({ hasText: 'Ada' });
  await ada.getByRole('button', { name: 'Take back' }).click();
  await ada.getByText('Taken back').waitFor();
  await page.reload();
  await ada.getByRole('button', { name: 'Do again' }).waitFor();
  await go(page, '#/today');
  await page.locator('.agenda-line', { hasText: 'Ask how it goes' }).first().waitFor();
  assert.equal(await page.locator('.agenda-line', { hasText: 'Ask how it goes' }).count(), 1);

  // Paused, it does nothing; removed, it can be brought back.
  await go(page, '#/rules');
  await line.getByRole('button', { name: 'Pause' }).click();
  await line.getByText('Paused').waitFor();
  await line.getByRole('button', { name: 'Remove' }).click();
  await toast(page, 'Rule removed').getByRole('button', { name: 'Undo' }).click();
  await line.getByText('Paused').waitFor();
});

test('an invoice that is a week late gets one draft of a reminder, however often the page is opened', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada');
  await sentence(page, 'Invoice Ada 1000 EUR for plans, due in 14 days');
  await makeDraft(page);
  await nameSender(page, 'Fieldnote Studio');
  await page.getByRole('button', { name: /^Issue as/ }).click();
  await page.locator('.standing').first().waitFor();
  await go(page, '#/rules');
  await page.getByRole('button', { name: /Remind after a week/ }).click();
  await save(page);
  await at(page, '2026-12-14');
  await page.locator('#rules-list > li').waitFor();
  await page.getByText('Nothing yet.').waitFor();
  await at(page, '2026-12-15');
  await log(page).filter({ hasText: 'due on' }).waitFor();
  await at(page, '2026-12-16');
  await page.locator('#rules-list').getByText('Acted once').waitFor();
  assert.equal(await log(page).count(), 1);
  await axe(page);
  // The schedule would ask as well: it is one message, and once it is sent there is none.
  await go(page, '#/messages');
  await page.locator('.sitting-line').first().waitFor();
  assert.equal(await page.locator('.sitting-line').count(), 1);
  await page.getByLabel('Text', { exact: true }).waitFor();
  assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /1,000\.00/);
  await page.getByRole('button', { name: 'Copy' }).first().click();
  await page.locator('#sent-yes').click();
  await page.getByText('Everything is written').or(page.locator('.sitting-line[data-done]')).first().waitFor();
  await at(page, '2026-12-17');
  await go(page, '#/messages');
  await page.locator('#messages-h').waitFor();
  await page.locator('.empty').waitFor();
});

test('rules that set each other off are stopped and say so', async (t) => {
  const page = await openApp(t);
  await addClient(page, 'Ada');
  for (const [title, from, to] of [['There', 'delivery', 'communication'], ['And back', 'communication', 'delivery']]) {
    await go(page, '#/rules');
    await page.getByRole('button', { name: 'New rule' }).click();
    const form = region(page, 'New rule');
    await form.getByLabel('Name').fill(title);
    await page.locator('#r-when').selectOption('enters');
    await page.locator('#r-when-text').selectOption(from);
    await page.locator('#r-then-0').selectOption('move');
    await page.locator('#r-then-0-text').selectOption(to);
    await save(page);
  }
  await addClient(page, 'Birch', 'delivery');
  await go(page, '#/rules');
  await log(page).filter({ hasText: /Stopped|Not moved/ }).first().waitFor();
  assert.ok((await log(page).count()) <= 3);
  await axe(page);
});
