/** Groups items by a key, in the order of their first occurrence. */
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) {
      groups.get(name).push(item);
    } else {
      groups.set(name, [item]);
    }
  }
  return groups;
}
