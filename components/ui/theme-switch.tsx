'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { Segmented } from '@/components/ui/segmented';
import { type Theme, useTheme } from '@/components/ui/theme';

const options = [
  { value: 'system', label: 'Follow the system', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
];

export function ThemeSwitch({ className }: { className?: string }) {
  const [theme, setTheme] = useTheme();
  return (
    <Segmented
      className={className}
      label="Theme"
      onValueChange={(value) => setTheme(value as Theme)}
      options={options}
      value={theme}
    />
  );
}
