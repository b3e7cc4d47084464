/**
 * Runs before the first paint, so that neither the theme, nor the sidebar's width, nor the language of
 * examples ever flashes.
 */
export const beforePaint = `try{var d=document.documentElement.dataset,t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.theme=t;if(localStorage.getItem('sidebar')==='narrow')d.sidebar='narrow';var l=localStorage.getItem('language');if(l)d.language=l}catch(e){}`;
