import { setTimeout as wait } from 'node:timers/promises';
import { Browser, type BrowserPage, type HTMLInputElement } from 'happy-dom';
import { installation } from './installation.ts';

/** A page of the installation as a person has it in front: its address, what it says, what can be done on it. */
export interface OpenPage {
  /** Path, search and what stands behind the `#`. */
  address: () => string;
  /** What it says about how it went. */
  said: () => string;
  /** Labels of the fields and names of the buttons and links that can be seen. */
  offered: () => string[];
  text: () => string;
  fill: (label: string, value: string) => void;
  /** Presses the button with this name, and waits until the page has done what it does then. */
  press: (name: string) => Promise<void>;
  goTo: (path: string) => Promise<void>;
}

/** A browser of its own (cookies, scripts, no pixels), for as long as `use` runs. */
export async function inBrowser(
  language: 'nb' | 'en',
  use: (page: OpenPage) => Promise<void>,
): Promise<void> {
  const browser = new Browser({
    settings: {
      enableJavaScriptEvaluation: true,
      suppressInsecureJavaScriptEnvironmentWarning: true,
      fetch: { requestHeaders: [{ url: null, headers: { 'accept-language': language } }] },
    },
  });
  try {
    await use(opened(browser.newPage()));
  } finally {
    await browser.close();
  }
}

const isSeen = (element: { closest: (selector: string) => unknown }): boolean =>
  element.closest('[hidden]') === null;

function opened(page: BrowserPage): OpenPage {
  const document = () => page.mainFrame.document;
  const settled = async (): Promise<void> => {
    await page.waitUntilComplete();
    // A script that leads elsewhere does it in a task of its own.
    await wait(0);
    await page.waitUntilComplete();
  };
  const all = (selector: string) => [...document().querySelectorAll(selector)].filter(isSeen);
  const nameOf = (element: {
    textContent: string;
    getAttribute: (name: string) => string | null;
  }) => element.getAttribute('aria-label') ?? element.textContent.trim();
  return {
    address: () => page.url.replace(installation().addresses['api'] ?? '', ''),
    said: () => document().querySelector('#said')?.textContent ?? '',
    offered: () => all('label, button, main a').map(nameOf),
    text: () =>
      all('h1, p, li, h2')
        .map(({ textContent }) => textContent.trim())
        .filter((text) => text !== '')
        .join('\n'),
    fill: (label, value) => {
      const field = all('label').find((one) => nameOf(one) === label);
      const input = field?.querySelector('input') as HTMLInputElement | null | undefined;
      if (!input) throw new Error(`There is no field ${label}.`);
      input.value = value;
    },
    press: async (name) => {
      const button = all('button').find((one) => nameOf(one) === name);
      if (!button) throw new Error(`There is no button ${name}.`);
      (button as HTMLInputElement).click();
      await settled();
    },
    goTo: async (path) => {
      await page.goto(`${installation().addresses['api']}${path}`);
      await settled();
    },
  };
}
