import type { Listing } from '@/components/marketplace/model';
import { formatCredits } from '@/components/ui/format';

export const PRICING = [
  { value: 'free', label: 'Free' },
  { value: 'freemium', label: 'Freemium' },
  { value: 'paid', label: 'Paid' },
  { value: 'revenue_share', label: 'Revenue share' },
] as const;

export const SORTS = [
  { value: 'popular', label: 'Most installed' },
  { value: 'newest', label: 'Newest' },
  { value: 'rating', label: 'Best rated' },
  { value: 'name', label: 'By name' },
] as const;

/** "Free", "Freemium", "120 credits" */
export function priceOf({ pricing_model, price }: Pick<Listing, 'pricing_model' | 'price'>) {
  if (price > 0) return `${formatCredits(price)} ${price === 1 ? 'credit' : 'credits'}`;
  return pricing_model === 'freemium' ? 'Freemium' : 'Free';
}

/** "data-tools" → "Data tools" */
export function categoryWord(category: string) {
  const words = category.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "2 agents, 1 skill and 1 workflow" */
export function countWords(counts: readonly [number, string][]) {
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count === 1 ? '' : 's'}`);
  const last = parts.pop();
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : (last ?? '');
}
