import { productName } from '../text/common';

/** Sets the tab's title: what the page is about, then the product. */
export function setPageTitle(title: string): void {
  document.title = title === productName ? title : `${title} · ${productName}`;
}
