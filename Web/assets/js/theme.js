// Light or dark: the system's choice is the default, this device's choice is kept.
const system = matchMedia('(prefers-color-scheme: dark)');
const kept = () => { try { return localStorage.getItem('theme'); } catch { return null; } };

export function paintTheme() { document.documentElement.dataset.theme = kept() ?? (system.matches ? 'dark' : 'light'); }
export const isDark = () => document.documentElement.dataset.theme === 'dark';

export function toggleTheme() {
  try { localStorage.setItem('theme', isDark() ? 'light' : 'dark'); } catch { /* not kept, and that is all */ }
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
}

paintTheme();
system.addEventListener('change', paintTheme);
