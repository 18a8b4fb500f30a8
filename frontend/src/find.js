// What all modules share: find elements in a root, the root itself included; `fresh` gives each only once.
const seen = {};

export function every(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}

export function fresh(root, selector) {
  const known = seen[selector] ??= new WeakSet();
  return every(root, selector).filter((el) => !known.has(el) && known.add(el));
}
