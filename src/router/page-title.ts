import { productName } from '../text/shell';

/** Sets the title of the browser's tab: the page, then the product. */
export function setPageTitle(title: string): void {
  document.title = title === productName ? title : `${title} · ${productName}`;
}
