'use client';

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { Point, Series } from '@/components/usage/line-chart';

const inks = {
  accent: 'var(--color-accent-ink)',
  bad: 'var(--color-bad)',
  muted: 'var(--color-faint)',
};

const tick = { fill: 'var(--color-faint)', fontSize: 12 };

/** The drawing itself, apart because its library is large. */
export default function LinePlot({
  points,
  series,
  format,
}: {
  points: readonly Point[];
  series: readonly Series[];
  format: (value: number) => string;
}) {
  const data = points.map(({ label, values }) => ({ label, ...values }));
  const last = (key: string) => data.findLastIndex((_, i) => points[i]?.values[key] != null);
  const room = 10 + 7 * Math.max(...series.map((one) => one.label.length));
  return (
    <ResponsiveContainer height="100%" width="100%">
      <ComposedChart
        accessibilityLayer={false}
        data={data}
        margin={{ top: 16, right: room, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--color-line)" vertical={false} />
        <XAxis
          axisLine={{ stroke: 'var(--color-line)' }}
          dataKey="label"
          interval="preserveStartEnd"
          minTickGap={56}
          tick={tick}
          tickLine={false}
          tickMargin={8}
        />
        <YAxis
          allowDecimals={false}
          axisLine={false}
          domain={[0, 'auto']}
          tick={tick}
          tickCount={4}
          tickFormatter={format}
          tickLine={false}
          width={48}
        />
        <Tooltip
          content={({ active, label, payload }) =>
            active && payload?.length ? (
              <Tip
                label={String(label)}
                lines={series.flatMap((one) => {
                  const found = payload.find((p) => p.dataKey === one.key && p.value != null);
                  return found ? [{ ...one, text: format(Number(found.value)) }] : [];
                })}
              />
            ) : null
          }
          cursor={{ stroke: 'var(--color-edge)' }}
          isAnimationActive={false}
        />
        {series.map((one) =>
          one.area ? (
            <Area
              dataKey={one.key}
              fill={inks[one.tone]}
              fillOpacity={0.09}
              isAnimationActive={false}
              key={`${one.key}-area`}
              stroke="none"
              type="linear"
            />
          ) : null,
        )}
        {series.map((one) => (
          <Line
            activeDot={{ r: 3, strokeWidth: 0 }}
            dataKey={one.key}
            dot={false}
            isAnimationActive={false}
            key={one.key}
            label={
              <EndLabel
                at={last(one.key)}
                ink={inks[one.tone]}
                inside={last(one.key) < data.length - 1}
                text={one.label}
              />
            }
            stroke={inks[one.tone]}
            strokeDasharray={one.dashed ? '4 4' : undefined}
            strokeWidth={1.75}
            type="linear"
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** The line's name where it ends, instead of a legend far from it. */
function EndLabel({
  at,
  text,
  ink,
  inside,
  ...given
}: {
  at: number;
  text: string;
  ink: string;
  /** Another line goes on beside this end: the name goes above it. */
  inside: boolean;
  index?: number;
  x?: number;
  y?: number;
}) {
  const { index, x = 0, y = 0 } = given;
  if (index !== at) return null;
  return (
    <text
      dy={inside ? -10 : 4}
      fill={ink}
      fontSize={12}
      textAnchor={inside ? 'middle' : 'start'}
      x={inside ? x : x + 6}
      y={y}
    >
      {text}
    </text>
  );
}

function Tip({ label, lines }: { label: string; lines: readonly (Series & { text: string })[] }) {
  return (
    <div className="rounded-lg border bg-surface px-2.5 py-1.5 text-xs shadow-float">
      <p className="text-muted">{label}</p>
      {lines.map((line) => (
        <p className="flex items-center justify-between gap-4" key={line.key}>
          <span className="flex items-center gap-1.5">
            <span className="h-0.5 w-3" style={{ background: inks[line.tone] }} />
            {line.label}
          </span>
          <span className="num">{line.text}</span>
        </p>
      ))}
    </div>
  );
}
