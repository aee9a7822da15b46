// Sets the chosen theme before the first paint. A separate file, because the page's Content-Security-Policy allows no inline script.
try {
  var chosen = localStorage.getItem('firstlight.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is blocked: use the system's theme.
}
