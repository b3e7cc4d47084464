export type Side = 'bottom' | 'top' | 'right';
export type Align = 'start' | 'center' | 'end';

const gap = 4;
const margin = 8;
const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));

/** Puts a fixed `popup` beside `anchor`, flipped or shifted so that it stays in the window. */
export function place(anchor: Element, popup: HTMLElement, side: Side, align: Align) {
  const a = anchor.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = popup;
  const { clientWidth: vw, clientHeight: vh } = document.documentElement;
  let x: number;
  let y: number;
  if (side === 'right') {
    x = a.right + gap + w + margin <= vw ? a.right + gap : a.left - gap - w;
    y = a.top + (align === 'center' ? (a.height - h) / 2 : align === 'end' ? a.height - h : 0);
  } else {
    const below = a.bottom + gap;
    const above = a.top - gap - h;
    const fits = side === 'bottom' ? below + h + margin <= vh : above < margin;
    y = fits || (side === 'bottom' && above < margin) ? below : above;
    x = a.left + (align === 'center' ? (a.width - w) / 2 : align === 'end' ? a.width - w : 0);
  }
  popup.style.left = `${Math.round(clamp(x, margin, Math.max(margin, vw - w - margin)))}px`;
  popup.style.top = `${Math.round(clamp(y, margin, Math.max(margin, vh - h - margin)))}px`;
}

/** Keeps `popup` beside `anchor` until the returned function is called. */
export function follow(anchor: Element, popup: HTMLElement, side: Side, align: Align) {
  const update = () => place(anchor, popup, side, align);
  const observer = new ResizeObserver(update);
  update();
  observer.observe(popup);
  window.addEventListener('scroll', update, { capture: true, passive: true });
  window.addEventListener('resize', update);
  return () => {
    observer.disconnect();
    window.removeEventListener('scroll', update, { capture: true });
    window.removeEventListener('resize', update);
  };
}
