/** Stands behind the page's content and runs before it is painted, so that no address flashes. */
export const settleOrigins = `document.querySelectorAll('[data-origin]').forEach(function(e){e.textContent=location.origin})`;
