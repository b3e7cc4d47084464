import Link from 'next/link';

/** The way back; the last entry is the page itself and has no link. */
export function Breadcrumb({ items }: { items: readonly { label: string; href?: string }[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className="flex flex-wrap items-center gap-x-1.5 text-faint text-sm">
        {items.map((item, index) => (
          <li className="flex min-w-0 max-w-full items-center gap-1.5" key={item.label}>
            {index > 0 && <span aria-hidden="true">/</span>}
            {item.href ? (
              <Link className="truncate rounded-sm py-0.5 hover:text-ink" href={item.href}>
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
