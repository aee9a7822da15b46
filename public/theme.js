// Sets the chosen theme before the first paint. A file of its own because the page's policy allows no inline script.
try {
  var chosen = localStorage.getItem('firstlight.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is blocked: the system's theme it is.
}
