import alongside.common.clock
import alongside.common.ids
import alongside.crypto.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('who', alongside.crypto.fields.SealedText()),
                ('why', alongside.crypto.fields.SealedText(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Being looked at'), ('settled', 'Looked at')], default='waiting', max_length=7)),
                ('told_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('asked_again_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reference', models.CharField(default=alongside.common.ids.new_reference, max_length=7, unique=True)),
                ('called', alongside.crypto.fields.SealedText(null=True)),
                ('full_name', alongside.crypto.fields.SealedText(null=True)),
                ('date_of_birth', alongside.crypto.fields.SealedDate(null=True)),
                ('phone', alongside.crypto.fields.SealedText(null=True)),
                ('email', alongside.crypto.fields.SealedText(null=True)),
                ('address', alongside.crypto.fields.SealedText(null=True)),
                ('area', alongside.crypto.fields.SealedText(null=True)),
                ('about_me', alongside.crypto.fields.SealedText(null=True)),
                ('needs_asked_on', models.DateField(null=True)),
                ('is_anonymous_contact', models.BooleanField(default=False)),
                ('is_restricted', models.BooleanField(default=False)),
                ('name_tag', models.CharField(blank=True, db_index=True, max_length=4)),
                ('phone_tag', models.CharField(blank=True, db_index=True, max_length=4)),
                ('waiting_since', models.DateField(db_index=True, null=True)),
                ('last_seen_on', models.DateField(db_index=True)),
                ('made_on', models.DateField()),
                ('changed_at', models.DateTimeField(db_index=True, default=alongside.common.clock.now)),
                ('joined_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined_from', to='people.person')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('advocate', 'Advocate'), ('clinic', 'Met when they came'), ('supervisor', 'Supervisor'), ('cover', 'Cover while somebody is away'), ('named', 'Named for a restricted record')], max_length=10)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('why', alongside.crypto.fields.SealedText(null=True)),
                ('given_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='NotSamePerson',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('decided_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='NotMeant',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('decided_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='not_meant', to='people.declaration')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', alongside.crypto.fields.SealedText()),
                ('words', alongside.crypto.fields.SealedText(null=True)),
                ('how_met', alongside.crypto.fields.SealedText(null=True)),
                ('may_be_shared', models.BooleanField(default=False)),
                ('said_on', models.DateField()),
                ('review_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', alongside.crypto.fields.SealedText()),
                ('written_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='people.person')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Join',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('person_agreed', models.BooleanField()),
                ('asked_on', models.DateField()),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joins_from', to='people.person')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joins_to', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='DualRoleCheck',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('open', 'To be looked at'), ('same', 'The same person'), ('other', 'Somebody else')], default='open', max_length=5)),
                ('found_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dual_role_checks', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('why', alongside.crypto.fields.SealedText()),
                ('from_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('until_at', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('finding', alongside.crypto.fields.SealedText(null=True)),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='broken_glass', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='broken_glass', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='PrivacyAlert',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('own_record', 'A worker reached for their own record'), ('break_glass', 'A record was opened in an emergency')], max_length=12)),
                ('entry', models.BigIntegerField()),
                ('at', models.DateTimeField(default=alongside.common.clock.now)),
                ('seen_at', models.DateTimeField(null=True)),
                ('seen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SafeContact',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('rules', alongside.crypto.fields.SealedJSON()),
                ('said_on', models.DateField()),
                ('ask_again_on', models.DateField()),
                ('replaced_on', models.DateField(null=True)),
                ('written_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='safe_contacts', to='people.person')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Wall',
            fields=[
                ('id', models.UUIDField(default=alongside.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('own', 'Their own record'), ('conflict', 'They declared a conflict'), ('objection', 'The person asked for it')], max_length=9)),
                ('from_at', models.DateTimeField(default=alongside.common.clock.now)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('built_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walls', to='people.person')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walls', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['-last_seen_on', 'id'], name='people_last_seen'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='people_joined_to'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('joined_to', None), ('is_anonymous_contact', True), _connector='OR'), name='only_an_anonymous_contact_is_joined'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('is_anonymous_contact', False), models.Q(('called', None), ('email', None), ('full_name', None), ('phone', None)), _connector='OR'), name='an_anonymous_contact_has_no_name'),
        ),
        migrations.AddIndex(
            model_name='partnership',
            index=models.Index(fields=['user', 'ends_on', 'starts_on', 'kind', 'person'], name='people_partnership_sight'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='partnership_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='notsameperson',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='decided_once'),
        ),
        migrations.AddConstraint(
            model_name='notmeant',
            constraint=models.UniqueConstraint(fields=('declaration', 'person'), name='not_meant_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('person', 'other'), name='linked_once'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('other')), _negated=True), name='linked_to_another'),
        ),
        migrations.AddConstraint(
            model_name='join',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('person_agreed', True)), models.Q(('person__isnull', True), ('person_agreed', False)), _connector='OR'), name='joined_only_where_they_agreed'),
        ),
        migrations.AddConstraint(
            model_name='dualrolecheck',
            constraint=models.UniqueConstraint(fields=('user', 'person'), name='one_dual_role_check'),
        ),
        migrations.AddIndex(
            model_name='breakglass',
            index=models.Index(fields=['user', 'until_at'], name='people_glass_user'),
        ),
        migrations.AddIndex(
            model_name='breakglass',
            index=models.Index(condition=models.Q(('reviewed_at', None)), fields=['from_at'], name='people_glass_unreviewed'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__gte', models.F('from_at'))), name='glass_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='breakglass',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by', None), models.Q(('reviewed_by', models.F('user')), _negated=True), _connector='OR'), name='nobody_reviews_their_own_glass'),
        ),
        migrations.AddIndex(
            model_name='safecontact',
            index=models.Index(fields=['person', '-written_at'], name='people_safe_contact'),
        ),
        migrations.AddConstraint(
            model_name='safecontact',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_on', None)), fields=('person',), name='one_safe_contact_holds'),
        ),
        migrations.AddConstraint(
            model_name='wall',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('user', 'person', 'kind'), name='one_live_wall_of_a_kind'),
        ),
    ]
