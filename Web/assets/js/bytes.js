// Sizes in words. Pure.
/** 1 kB = 1000 bytes: 7 bytes, 12 kB, 3.4 MB, 1.2 GB. */
export function bytesInWords(count) {
  if (count < 1000) return `${count} ${count === 1 ? 'byte' : 'bytes'}`;
  for (const [unit, size] of [['kB', 1e3], ['MB', 1e6], ['GB', 1e9]]) {
    const value = count / size;
    if (value < 999.5 || unit === 'GB') return `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en-GB')} ${unit}`;
  }
}
