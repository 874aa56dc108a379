// Runs before the page is drawn, so that it does not flash in the other theme.
try {
  const theme = localStorage.getItem('awl-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
