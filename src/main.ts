import '@fontsource-variable/inter/wght.css';
import { PATH } from './router/paths';
import './styles/tokens.css';
import './styles/base.css';
import { notStarted } from './text/not-started';

// The landing page has to load fast for first-time visitors, so it loads neither the router nor the stores.
(location.pathname === PATH.landing ? import('./landing') : import('./app')).catch((error: unknown) => {
  console.error(error);
  const words = document.createElement('p');
  words.setAttribute('role', 'alert');
  words.className = 'not-started';
  words.textContent = notStarted;
  document.getElementById('app')!.replaceChildren(words);
});
