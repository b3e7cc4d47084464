/** Runs before the first paint, so that neither the theme nor the sidebar's width ever flashes. */
export const beforePaint = `try{var d=document.documentElement.dataset,t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.theme=t;if(localStorage.getItem('sidebar')==='narrow')d.sidebar='narrow'}catch(e){}`;
