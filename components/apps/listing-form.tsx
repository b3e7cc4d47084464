'use client';

import { useState } from 'react';
import type { AppDetail } from '@/components/apps/model';
import { ReadmeField } from '@/components/apps/readme-field';
import type { Listing, ListingDetail } from '@/components/marketplace/model';
import { PRICING } from '@/components/marketplace/words';
import { Button } from '@/components/ui/button';
import { ApiError, api } from '@/components/ui/fetcher';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { fieldError, ProblemSummary } from '@/components/ui/problem-summary';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import { toast } from '@/components/ui/toast';
import { useSubmit } from '@/components/ui/use-submit';

const labels = {
  name: 'Name',
  slug: 'Address',
  summary: 'One line',
  category: 'Category',
  tags: 'Tags',
  pricing_model: 'Pricing',
  price: 'Price',
  description: 'Description',
  readme: 'README',
  changelog: 'Changelog',
  screenshots: 'Screenshots',
};
type Name = keyof typeof labels;

const categories = [
  'analytics',
  'data',
  'development',
  'finance',
  'marketing',
  'productivity',
  'research',
  'sales',
  'security',
  'support',
  'writing',
];
const PAID = ['paid', 'revenue_share'];
const parts = (text: string, by: RegExp) =>
  text.split(by).flatMap((part) => (part.trim() ? [part.trim()] : []));

/** `tags.0` is told at the control that holds all tags. */
const byControl = (fields: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(fields).map(([field, text]) => [field.split('.')[0] ?? field, text]),
  );

/** Publishes the app, or changes what the marketplace says about it. */
export function ListingForm({
  app,
  listing,
  version,
  onSaved,
}: {
  app: AppDetail;
  listing: ListingDetail | null;
  /** What is published when it is not yet. */
  version: string;
  onSaved: () => void;
}) {
  const [pricing, setPricing] = useState<string>(listing?.pricing_model ?? 'free');
  const paid = PAID.includes(pricing);
  const { busy, problem, onSubmit, refuse } = useSubmit(['name'], async (values) => {
    if (paid && !(Number(values.price) > 0)) refuse({ price: 'must be more than 0' });
    // Left out at the first time, the package's own words stand.
    const given = (name: Name) => (listing || values[name] ? values[name] : undefined);
    const tags = parts(values.tags ?? '', /,/);
    const body = {
      name: values.name,
      slug: values.slug || undefined,
      summary: given('summary'),
      description: given('description'),
      category: values.category || undefined,
      tags: listing || tags.length > 0 ? tags : undefined,
      pricing_model: pricing,
      price: paid ? Number(values.price) : 0,
      readme: given('readme'),
      changelog: given('changelog'),
      screenshots: parts(values.screenshots ?? '', /\s+/),
    };
    try {
      const path = `/api/agent-apps/${app.id}/listing`;
      const saved = await api<Listing>(path, { method: listing ? 'PATCH' : 'POST', body });
      toast.success(listing ? 'The listing is saved' : `Version ${saved.version} is published`);
      onSaved();
    } catch (error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0)
        refuse(byControl(error.fields));
      throw error;
    }
  });
  const field = (name: Name) => ({
    error: fieldError(problem, name, labels[name]),
    id: `listing-${name}`,
    label: labels[name],
  });
  const own = (text: string) => (listing ? text : `${text} Left empty, the package's own is used.`);
  return (
    <form className="flex max-w-form flex-col gap-5" method="post" noValidate onSubmit={onSubmit}>
      <ProblemSummary labels={labels} prefix="listing-" problem={problem} />
      <Field {...field('name')}>
        <Input
          autoComplete="off"
          defaultValue={listing?.name ?? app.name}
          maxLength={255}
          name="name"
        />
      </Field>
      <Field
        {...field('slug')}
        hint="Small letters, digits and dashes. A changed address breaks links to the old one."
        optional
      >
        <Input
          autoComplete="off"
          defaultValue={listing?.slug}
          maxLength={80}
          mono
          name="slug"
          placeholder="support-triage"
          spellCheck={false}
        />
      </Field>
      <Field {...field('summary')} hint={own('What stands on its card.')} optional>
        <Input autoComplete="off" defaultValue={listing?.summary} maxLength={300} name="summary" />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field {...field('category')} optional>
          <Input
            autoComplete="off"
            defaultValue={listing?.category}
            list="listing-categories"
            maxLength={60}
            name="category"
          />
        </Field>
        <datalist id="listing-categories">
          {categories.map((category) => (
            <option key={category} value={category} />
          ))}
        </datalist>
        <Field {...field('tags')} hint="Divided by commas" optional>
          <Input
            autoComplete="off"
            defaultValue={listing?.tags.join(', ')}
            name="tags"
            placeholder="tickets, email"
          />
        </Field>
        <Field {...field('pricing_model')}>
          <Select
            name="pricing_model"
            onValueChange={setPricing}
            options={PRICING}
            required={false}
            value={pricing}
          />
        </Field>
        {paid && (
          <Field {...field('price')} hint="Credits, paid once at installation">
            <Input
              className="num"
              defaultValue={listing?.price || ''}
              inputMode="decimal"
              name="price"
              placeholder="100"
              required={false}
            />
          </Field>
        )}
      </div>
      <Field {...field('description')} hint={own('A few sentences, for search too.')} optional>
        <Textarea defaultValue={listing?.description} maxLength={5000} name="description" />
      </Field>
      <ReadmeField
        {...field('readme')}
        first={listing?.readme ?? ''}
        hint={own('Markdown. How to use it, with an example.')}
        name="readme"
      />
      <ReadmeField
        {...field('changelog')}
        first={listing?.changelog ?? ''}
        hint={own('Markdown. What changed in this version.')}
        name="changelog"
      />
      <Field {...field('screenshots')} hint="Addresses beginning with https, one a line" optional>
        <Textarea
          defaultValue={listing?.screenshots.join('\n')}
          mono
          name="screenshots"
          spellCheck={false}
        />
      </Field>
      <div className="flex items-center justify-end gap-3">
        {!listing && (
          <p className="text-muted text-sm">Every organization can find and install it then.</p>
        )}
        <Button loading={busy} type="submit" variant="primary">
          {listing ? 'Save listing' : `Publish version ${version}`}
        </Button>
      </div>
    </form>
  );
}
