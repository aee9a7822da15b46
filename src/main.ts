import '@fontsource-variable/inter/wght.css';
import { PATH } from './router/paths';
import './styles/tokens.css';
import './styles/base.css';

// The landing page is for people who come for the first time: it loads neither the router nor the stores.
void (location.pathname === PATH.landing ? import('./landing') : import('./app'));
