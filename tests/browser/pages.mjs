// The screens as a person works with them: what tests do and read, in one place.
import { PATIENCE_MS, START, appUrl, heading } from './harness.mjs';

export const STAGES = ['attraction', 'onboarding', 'delivery', 'communication', 'retention', 'offboarding'];

/** Goes to a screen by its address, without loading the page anew. */
export async function go(page, route) {
  await page.evaluate((route) => (location.hash = route), route);
  await heading(page).waitFor();
}

export async function addSample(page) {
  await go(page, '#/board');
  await page.getByRole('button', { name: 'Try the sample' }).click();
  await page.locator('.card-name').first().waitFor();
}

/** The names on one lane, in their order. */
export const lane = (page, stage) => page.locator(`#lane-${stage} .card-name`).allTextContents();

/** Waits until a lane holds a card of this name. */
export const inLane = (page, stage, name) => page.locator(`#lane-${stage} .card-name`, { hasText: name }).waitFor();

export async function addClient(page, name, stage = 'attraction') {
  await go(page, '#/board');
  const empty = page.getByRole('button', { name: 'Add a client' });
  const add = page.locator(`#lane-${stage} button.add`);
  await empty.or(add).first().waitFor();
  if (await empty.isVisible()) await empty.click();
  else if ((await add.getAttribute('aria-expanded')) !== 'true') await add.click();
  await page.getByLabel(/Name of the new client/).fill(name);
  await page.keyboard.press('Enter');
  await inLane(page, stage, name);
}

export async function openClient(page, name) {
  await go(page, '#/board');
  await page.locator('.card-name', { hasText: name }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Opens the sentence box and writes into it. */
export async function sentence(page, text) {
  await page.locator('button.say').click();
  const box = page.locator('dialog.composer .say-input').first();
  await box.waitFor();
  await box.fill(text);
}

export async function makeDraft(page) {
  await page.getByRole('button', { name: 'Make the draft' }).click();
  await page.waitForFunction(() => /documents\/[0-9a-f-]{36}$/.test(location.hash), null, { timeout: PATIENCE_MS });
  await heading(page).waitFor();
}

/** Names the sender where the draft asks for one. */
export async function nameSender(page, name) {
  const asked = page.getByLabel('Your name or your business');
  await asked.waitFor();
  await asked.fill(name);
  await page.getByRole('button', { name: 'Use this name' }).click();
}

/** Every money figure of an element, as text: `EUR 1,200.00`. */
export const moneys = async (locator) => (await locator.locator('.money').allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());

export { appUrl };

/** A day so many days from the one on which every test begins, as a date field takes it. */
export const iso = (days) => {
  const day = new Date(START);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};

/** The year in which every test begins. */
export const YEAR = START.getUTCFullYear();

/** Opens a part of the client's page. */
export async function openTab(page, tab) {
  await page.locator('nav.tabs').getByRole('link', { name: tab, exact: true }).click();
  await page.locator('nav.tabs a[aria-current=page]', { hasText: tab }).waitFor();
}
