-- CreateTable
CREATE TABLE "top_up_orders" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "package" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'usd',
    "status" TEXT NOT NULL DEFAULT 'open',
    "automatic" BOOLEAN NOT NULL DEFAULT false,
    "session_id" TEXT,
    "payment_intent_id" TEXT,
    "reversed" BIGINT NOT NULL DEFAULT 0,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "top_up_orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "processed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_settings" (
    "organization_id" UUID NOT NULL,
    "stripe_customer_id" TEXT,
    "auto_top_up" BOOLEAN NOT NULL DEFAULT false,
    "auto_top_up_package" TEXT,
    "auto_top_up_below" BIGINT,
    "low_balance_below" BIGINT,
    "low_balance_mailed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "billing_settings_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "invoices" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "stripe_id" TEXT NOT NULL,
    "number" TEXT,
    "status" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "hosted_url" TEXT,
    "pdf_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invoices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "spending_limits" (
    "organization_id" UUID NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "monthly" BIGINT NOT NULL,
    "month" DATE NOT NULL,
    "spent" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spending_limits_pkey" PRIMARY KEY ("organization_id","subject_type","subject_id")
);

-- CreateTable
CREATE TABLE "deployments" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "agent_app_id" UUID,
    "package_id" UUID,
    "config_id" UUID,
    "version" TEXT,
    "release_notes" TEXT NOT NULL DEFAULT '',
    "steps" JSONB NOT NULL DEFAULT '[]',
    "error" JSONB,
    "result" JSONB,
    "size" BIGINT NOT NULL DEFAULT 0,
    "hold_id" UUID,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "origin_id" UUID,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deployments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "package_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "config" JSONB NOT NULL DEFAULT '{}',
    "contents" JSONB NOT NULL DEFAULT '{}',
    "error" JSONB,
    "hold_id" UUID,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "installed_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installed_resources" (
    "organization_id" UUID NOT NULL,
    "installation_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "resource_id" UUID NOT NULL,

    CONSTRAINT "installed_resources_pkey" PRIMARY KEY ("organization_id","installation_id","kind","key")
);

-- CreateTable
CREATE TABLE "agent_apps" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_apps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_versions" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "agent_app_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'ready',
    "layout" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "checksum" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "contents" JSONB NOT NULL,
    "settings" BYTEA,
    "signed_by_id" UUID,
    "release_notes" TEXT NOT NULL DEFAULT '',
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "package_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_uploads" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "agent_app_id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "package_uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publisher_keys" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publisher_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listings" (
    "id" UUID NOT NULL,
    "publisher_id" UUID NOT NULL,
    "publisher_name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "category" TEXT NOT NULL DEFAULT 'other',
    "tags" TEXT[],
    "pricing_model" TEXT NOT NULL DEFAULT 'free',
    "price" BIGINT NOT NULL DEFAULT 0,
    "icon" TEXT,
    "readme" TEXT NOT NULL DEFAULT '',
    "changelog" TEXT NOT NULL DEFAULT '',
    "screenshots" TEXT[],
    "package_id" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "contents" JSONB NOT NULL,
    "storage_key" TEXT NOT NULL,
    "featured" BOOLEAN NOT NULL DEFAULT false,
    "installs" INTEGER NOT NULL DEFAULT 0,
    "rating_sum" INTEGER NOT NULL DEFAULT 0,
    "rating_count" INTEGER NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reviews" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "reviewer_organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "author_name" TEXT NOT NULL,
    "rating" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhooks" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "agent_app_id" UUID,
    "name" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "secret" BYTEA NOT NULL,
    "previous_secret" BYTEA,
    "previous_expires_at" TIMESTAMPTZ(3),
    "headers" BYTEA,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "retry_policy" JSONB NOT NULL DEFAULT '{}',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "ordering_key" TEXT,
    "failure_count" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "last_delivery_at" TIMESTAMPTZ(3),
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "event_id" TEXT NOT NULL,
    "event_type" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "ordering_value" TEXT,
    "status_code" INTEGER,
    "duration_ms" INTEGER,
    "error" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "fence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempts" (
    "organization_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "request_headers" JSONB NOT NULL DEFAULT '{}',
    "status_code" INTEGER,
    "response_headers" JSONB,
    "response_body" TEXT,
    "error" TEXT,
    "duration_ms" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("organization_id","delivery_id","number")
);

-- CreateIndex
CREATE UNIQUE INDEX "top_up_orders_session_id_key" ON "top_up_orders"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "top_up_orders_payment_intent_id_key" ON "top_up_orders"("payment_intent_id");

-- CreateIndex
CREATE INDEX "top_up_orders_organization_id_created_at_idx" ON "top_up_orders"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "top_up_orders_organization_id_id_key" ON "top_up_orders"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "billing_settings_stripe_customer_id_key" ON "billing_settings"("stripe_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "invoices_stripe_id_key" ON "invoices"("stripe_id");

-- CreateIndex
CREATE INDEX "invoices_organization_id_created_at_idx" ON "invoices"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "deployments_organization_id_created_at_id_idx" ON "deployments"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "deployments_organization_id_agent_app_id_created_at_idx" ON "deployments"("organization_id", "agent_app_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "deployments_organization_id_kind_status_idx" ON "deployments"("organization_id", "kind", "status");

-- CreateIndex
CREATE UNIQUE INDEX "deployments_organization_id_id_key" ON "deployments"("organization_id", "id");

-- CreateIndex
CREATE INDEX "installations_organization_id_created_at_idx" ON "installations"("organization_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "installations_organization_id_id_key" ON "installations"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "installations_organization_id_listing_id_key" ON "installations"("organization_id", "listing_id");

-- CreateIndex
CREATE INDEX "installed_resources_organization_id_kind_resource_id_idx" ON "installed_resources"("organization_id", "kind", "resource_id");

-- CreateIndex
CREATE INDEX "agent_apps_organization_id_created_at_id_idx" ON "agent_apps"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "agent_apps_organization_id_id_key" ON "agent_apps"("organization_id", "id");

-- CreateIndex
CREATE INDEX "package_versions_organization_id_agent_app_id_created_at_idx" ON "package_versions"("organization_id", "agent_app_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "package_versions_organization_id_id_key" ON "package_versions"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "package_versions_organization_id_agent_app_id_version_key" ON "package_versions"("organization_id", "agent_app_id", "version");

-- CreateIndex
CREATE INDEX "package_uploads_organization_id_agent_app_id_idx" ON "package_uploads"("organization_id", "agent_app_id");

-- CreateIndex
CREATE INDEX "publisher_keys_organization_id_idx" ON "publisher_keys"("organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "listings_slug_key" ON "listings"("slug");

-- CreateIndex
CREATE INDEX "listings_category_idx" ON "listings"("category");

-- CreateIndex
CREATE INDEX "listings_published_at_idx" ON "listings"("published_at" DESC);

-- CreateIndex
CREATE INDEX "reviews_listing_id_created_at_idx" ON "reviews"("listing_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reviews_listing_id_user_id_key" ON "reviews"("listing_id", "user_id");

-- CreateIndex
CREATE INDEX "webhooks_organization_id_created_at_id_idx" ON "webhooks"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhooks_organization_id_agent_app_id_idx" ON "webhooks"("organization_id", "agent_app_id");

-- CreateIndex
CREATE UNIQUE INDEX "webhooks_organization_id_id_key" ON "webhooks"("organization_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_organization_id_webhook_id_created_at_id_idx" ON "webhook_deliveries"("organization_id", "webhook_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_organization_id_webhook_id_status_idx" ON "webhook_deliveries"("organization_id", "webhook_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_organization_id_id_key" ON "webhook_deliveries"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_organization_id_webhook_id_event_id_key" ON "webhook_deliveries"("organization_id", "webhook_id", "event_id");

-- AddForeignKey
ALTER TABLE "installed_resources" ADD CONSTRAINT "installed_resources_organization_id_installation_id_fkey" FOREIGN KEY ("organization_id", "installation_id") REFERENCES "installations"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_versions" ADD CONSTRAINT "package_versions_organization_id_agent_app_id_fkey" FOREIGN KEY ("organization_id", "agent_app_id") REFERENCES "agent_apps"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listings"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_organization_id_webhook_id_fkey" FOREIGN KEY ("organization_id", "webhook_id") REFERENCES "webhooks"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_organization_id_delivery_id_fkey" FOREIGN KEY ("organization_id", "delivery_id") REFERENCES "webhook_deliveries"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
