BEGIN TRANSACTION;
CREATE TABLE alerts (
	id VARCHAR NOT NULL, 
	incident INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	version INTEGER DEFAULT '1' NOT NULL, 
	mode VARCHAR NOT NULL, 
	severity VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	urgency VARCHAR NOT NULL, 
	unsure_policy VARCHAR NOT NULL, 
	fields TEXT NOT NULL, 
	texts TEXT DEFAULT '{}' NOT NULL, 
	areas TEXT NOT NULL, 
	zones TEXT DEFAULT '{}' NOT NULL, 
	follows VARCHAR, 
	whole BOOLEAN DEFAULT '0' NOT NULL, 
	false_alarm BOOLEAN DEFAULT '0' NOT NULL, 
	hold_until BIGINT, 
	superseded_by VARCHAR, 
	responsible VARCHAR DEFAULT '' NOT NULL, 
	created_by VARCHAR NOT NULL, 
	edited_by VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	composed_at BIGINT NOT NULL, 
	promise_at BIGINT, 
	expires_after BIGINT NOT NULL, 
	expires_at BIGINT, 
	submitted_by VARCHAR, 
	submitted_at BIGINT, 
	fingerprint VARCHAR, 
	approved_fingerprint VARCHAR, 
	salt VARCHAR, 
	people INTEGER, 
	cost FLOAT, 
	approved_by VARCHAR, 
	approved_as VARCHAR, 
	approved_at BIGINT, 
	decided_why TEXT, 
	paused TEXT, 
	paused_at BIGINT, 
	started_at BIGINT, 
	done_at BIGINT, 
	stopped_at BIGINT, 
	PRIMARY KEY (id), 
	CHECK (state IN ('draft', 'submitted', 'returned', 'rejected', 'approved', 'sending', 'done', 'stopped', 'expired')), 
	FOREIGN KEY(incident) REFERENCES incidents (id)
);
INSERT INTO "alerts" VALUES('1001-1',1001,'first','done',1,'exercise','severe',1,'expected','ask','{"neste_melding": "2026-11-29T22:00+00:00"}','{}','["adalsbruk"]','{}',NULL,0,0,NULL,NULL,'kommunalsjef for teknisk Per Testengen','kari','kari',1795956952139,1795956952323,1795989600000,86400000,1796043352323,'kari',1795956952323,'73cf53b1c5208c11441f794656a48265dbb0b0ccd7ebaac7145c46f45585fe82','73cf53b1c5208c11441f794656a48265dbb0b0ccd7ebaac7145c46f45585fe82','810022289b8aef995aa95a433bbf0a93',16,18.62,'anne','ordforer',1795956959082,'',NULL,NULL,1795956959954,1795956961693,NULL);
INSERT INTO "alerts" VALUES('1001-s1',1001,'service','done',1,'exercise','severe',-1,'immediate','resend','{"key": "approval-request", "about": "1001-1"}','{}','[]','{}',NULL,0,0,NULL,NULL,'','planen','planen',1795956952323,1795956952323,NULL,3600000,1795960552323,'planen',1795956952323,'1e81ed9278572b2d76943ae1c8a3bc7ecb6599a643c07ec0d3ca42a1c825f8b5','1e81ed9278572b2d76943ae1c8a3bc7ecb6599a643c07ec0d3ca42a1c825f8b5','9a931a9952623f9d89d239e6a3d54212',6,11.76,'planen',NULL,1795956952323,'plan 6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8',NULL,NULL,1795956952626,1795956953393,NULL);
CREATE TABLE attempts (
	delivery_id INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	n INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	incarnation VARCHAR NOT NULL, 
	provider VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	code VARCHAR DEFAULT '' NOT NULL, 
	provider_id VARCHAR, 
	ended_at BIGINT, 
	PRIMARY KEY (delivery_id, id), 
	CHECK (state IN ('intent', 'accepted', 'refused', 'not-sent', 'unsure'))
)
 WITHOUT ROWID

;
INSERT INTO "attempts" VALUES(1,'1236ddb18d9317e52425b4c441e46824-1',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SMb757840d1970fb108971296e46acbe6f',1795956952720);
INSERT INTO "attempts" VALUES(2,'1236ddb18d9317e52425b4c441e46824-2',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SMf0e411a6493071554ba19eb3102ce768',1795956952746);
INSERT INTO "attempts" VALUES(3,'1236ddb18d9317e52425b4c441e46824-3',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SMb7f30bee5bd82bcc6d84e28e10025363',1795956952752);
INSERT INTO "attempts" VALUES(4,'1236ddb18d9317e52425b4c441e46824-4',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SMb515855d6becd172388f47c0f575856c',1795956952752);
INSERT INTO "attempts" VALUES(5,'1236ddb18d9317e52425b4c441e46824-5',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SM4a923489e947e43098d6972deff49ca5',1795956952752);
INSERT INTO "attempts" VALUES(6,'1236ddb18d9317e52425b4c441e46824-6',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','SMd521d5f83efd03218c7863bdb3846148',1795956952752);
INSERT INTO "attempts" VALUES(7,'3bc58aa1c6e1902e00fc340db5f3ef7e-7',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 7',1795956952873);
INSERT INTO "attempts" VALUES(8,'3bc58aa1c6e1902e00fc340db5f3ef7e-8',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 12',1795956952880);
INSERT INTO "attempts" VALUES(9,'3bc58aa1c6e1902e00fc340db5f3ef7e-9',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 11',1795956952878);
INSERT INTO "attempts" VALUES(10,'3bc58aa1c6e1902e00fc340db5f3ef7e-10',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 10',1795956952878);
INSERT INTO "attempts" VALUES(11,'3bc58aa1c6e1902e00fc340db5f3ef7e-11',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 9',1795956952878);
INSERT INTO "attempts" VALUES(12,'3bc58aa1c6e1902e00fc340db5f3ef7e-12',1,1795956952626,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 8',1795956952878);
INSERT INTO "attempts" VALUES(13,'1f6ec76de7bd1d46ffa08c4ee756a9be-13',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SMf434f82328d429d8a2f2e476b0e4f4f6',1795956959984);
INSERT INTO "attempts" VALUES(14,'1f6ec76de7bd1d46ffa08c4ee756a9be-14',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SMa3e50363d3cc723e276b1641f0a41d4b',1795956960002);
INSERT INTO "attempts" VALUES(15,'1f6ec76de7bd1d46ffa08c4ee756a9be-15',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SM131816f4b45dedcef267fe261e1ebb64',1795956960002);
INSERT INTO "attempts" VALUES(16,'1f6ec76de7bd1d46ffa08c4ee756a9be-16',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SM5cb32dd9aa87980920be08b3ea08d940',1795956960002);
INSERT INTO "attempts" VALUES(17,'1f6ec76de7bd1d46ffa08c4ee756a9be-17',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SMf2e3a1ddc62e981e7c5f9e8fd2725bdd',1795956960002);
INSERT INTO "attempts" VALUES(18,'1f6ec76de7bd1d46ffa08c4ee756a9be-18',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SM6790bedd25b0d7ca314f6dfe7ca9a53d',1795956960002);
INSERT INTO "attempts" VALUES(19,'1f6ec76de7bd1d46ffa08c4ee756a9be-19',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SM3f1ff813d93e298da771ea08e1a2241d',1795956960002);
INSERT INTO "attempts" VALUES(20,'1f6ec76de7bd1d46ffa08c4ee756a9be-20',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SM7cf6cb4068aabec62dfd54412de656d3',1795956960002);
INSERT INTO "attempts" VALUES(21,'1f6ec76de7bd1d46ffa08c4ee756a9be-21',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','SMf82990e717d2447e1cd8d83228e29b9c',1795956960035);
INSERT INTO "attempts" VALUES(22,'77c5b41be0c113a7ce63047ee7c90821-22',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 22',1795956960082);
INSERT INTO "attempts" VALUES(23,'77c5b41be0c113a7ce63047ee7c90821-23',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 23',1795956960082);
INSERT INTO "attempts" VALUES(24,'77c5b41be0c113a7ce63047ee7c90821-24',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 24',1795956960082);
INSERT INTO "attempts" VALUES(25,'77c5b41be0c113a7ce63047ee7c90821-25',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 25',1795956960082);
INSERT INTO "attempts" VALUES(26,'77c5b41be0c113a7ce63047ee7c90821-26',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 26',1795956960082);
INSERT INTO "attempts" VALUES(27,'77c5b41be0c113a7ce63047ee7c90821-27',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 27',1795956960099);
INSERT INTO "attempts" VALUES(28,'77c5b41be0c113a7ce63047ee7c90821-28',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 30',1795956960120);
INSERT INTO "attempts" VALUES(29,'77c5b41be0c113a7ce63047ee7c90821-29',1,1795956959954,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 29',1795956960120);
INSERT INTO "attempts" VALUES(30,'2e4ec661f1ec7260c26c79e7f9ff2f5a-30',1,1795956960082,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 28',1795956960118);
INSERT INTO "attempts" VALUES(31,'610282494b4c01d33f7a981031e92411-31',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','SM69df0bebcc8b525c6d3bd53cb2be8780',1795956960243);
INSERT INTO "attempts" VALUES(32,'610282494b4c01d33f7a981031e92411-32',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','SM2f6201dc1041671423ac7503142aa2da',1795956960247);
INSERT INTO "attempts" VALUES(33,'610282494b4c01d33f7a981031e92411-33',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','SM4823f2a69544d65c06017a57484b3f45',1795956960247);
INSERT INTO "attempts" VALUES(34,'610282494b4c01d33f7a981031e92411-34',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','SM7e35c567913b4e6154d3b520d149cf82',1795956960247);
INSERT INTO "attempts" VALUES(35,'7becdfdb959b0ad797d180326fcf62e5-35',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 35',1795956960322);
INSERT INTO "attempts" VALUES(36,'7becdfdb959b0ad797d180326fcf62e5-36',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 36',1795956960322);
INSERT INTO "attempts" VALUES(37,'7becdfdb959b0ad797d180326fcf62e5-37',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 37',1795956960330);
INSERT INTO "attempts" VALUES(38,'7becdfdb959b0ad797d180326fcf62e5-38',1,1795956960218,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 38',1795956960352);
INSERT INTO "attempts" VALUES(39,'ed0f15cacf6ecfc2ee089a220dce7f9e-39',1,1795956960547,'0d70602b62e061fc','capture','accepted','','','banner-1',1795956960554);
INSERT INTO "attempts" VALUES(40,'5fc5bfa1ba15ae603d9307077b8ca3e7-40',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SMfb5a2284589af5007c315cbdb2b9c8e5',1795956960867);
INSERT INTO "attempts" VALUES(41,'5fc5bfa1ba15ae603d9307077b8ca3e7-41',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SM0de76d9937dd8a3771117fac2d23bb98',1795956960868);
INSERT INTO "attempts" VALUES(42,'5fc5bfa1ba15ae603d9307077b8ca3e7-42',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SM004aa86bd2c4c7cedbffa21f668fd19d',1795956960868);
INSERT INTO "attempts" VALUES(43,'5fc5bfa1ba15ae603d9307077b8ca3e7-43',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SM478d8e0b7842cfa5e08f1d33a41df8ae',1795956960869);
INSERT INTO "attempts" VALUES(44,'5fc5bfa1ba15ae603d9307077b8ca3e7-44',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SMabdf567a576fd090f20d7fb195ff045b',1795956960869);
INSERT INTO "attempts" VALUES(45,'5fc5bfa1ba15ae603d9307077b8ca3e7-45',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','SM0bb1d2c8055e87bc54f4a0f52a8734a1',1795956960872);
INSERT INTO "attempts" VALUES(46,'9465076ebeb61a4decf6e8b81790ee84-46',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','projects/exercise/messages/f10381dac7f3a36c',1795956961155);
INSERT INTO "attempts" VALUES(47,'9465076ebeb61a4decf6e8b81790ee84-47',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','projects/exercise/messages/bbd43a197df58fbb',1795956961155);
INSERT INTO "attempts" VALUES(48,'9465076ebeb61a4decf6e8b81790ee84-48',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','projects/exercise/messages/7002c7bf4342290f',1795956961162);
INSERT INTO "attempts" VALUES(49,'9465076ebeb61a4decf6e8b81790ee84-49',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','projects/exercise/messages/e135b761352bd151',1795956961166);
INSERT INTO "attempts" VALUES(50,'44545efa90650573bd263796d4537d6b-50',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 45',1795956960910);
INSERT INTO "attempts" VALUES(51,'44545efa90650573bd263796d4537d6b-51',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 46',1795956960922);
INSERT INTO "attempts" VALUES(52,'44545efa90650573bd263796d4537d6b-52',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 47',1795956961130);
INSERT INTO "attempts" VALUES(53,'44545efa90650573bd263796d4537d6b-53',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 48',1795956961130);
INSERT INTO "attempts" VALUES(54,'44545efa90650573bd263796d4537d6b-54',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 49',1795956961130);
INSERT INTO "attempts" VALUES(55,'44545efa90650573bd263796d4537d6b-55',1,1795956960842,'0d70602b62e061fc','capture','accepted','','','2.0.0 OK: queued as 50',1795956961130);
CREATE TABLE blocks (
	alert_id VARCHAR NOT NULL, 
	channel VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (alert_id, channel)
);
CREATE TABLE contact_points (
	id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	fictional BOOLEAN NOT NULL, 
	value VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (channel, value, fictional)
);
INSERT INTO "contact_points" VALUES(1,'sms',1,'+4742000001');
INSERT INTO "contact_points" VALUES(2,'email',1,'ordforer@loten.example');
INSERT INTO "contact_points" VALUES(3,'sms',1,'+4742000002');
INSERT INTO "contact_points" VALUES(4,'email',1,'varaordforer@loten.example');
INSERT INTO "contact_points" VALUES(5,'sms',1,'+4742000003');
INSERT INTO "contact_points" VALUES(6,'email',1,'kommunedirektor@loten.example');
INSERT INTO "contact_points" VALUES(7,'sms',1,'+4742000004');
INSERT INTO "contact_points" VALUES(8,'email',1,'teknisk@loten.example');
INSERT INTO "contact_points" VALUES(9,'sms',1,'+4742000005');
INSERT INTO "contact_points" VALUES(10,'email',1,'helse@loten.example');
INSERT INTO "contact_points" VALUES(11,'sms',1,'+4742000006');
INSERT INTO "contact_points" VALUES(12,'email',1,'vannverk@loten.example');
INSERT INTO "contact_points" VALUES(13,'sms',1,'+4742000007');
INSERT INTO "contact_points" VALUES(14,'email',1,'beredskap@loten.example');
INSERT INTO "contact_points" VALUES(15,'sms',1,'+4742000008');
INSERT INTO "contact_points" VALUES(16,'email',1,'informasjon@loten.example');
INSERT INTO "contact_points" VALUES(17,'sms',1,'+4742000009');
INSERT INTO "contact_points" VALUES(18,'email',1,'servicetorg@loten.example');
INSERT INTO "contact_points" VALUES(19,'sms',1,'+4744275235');
INSERT INTO "contact_points" VALUES(20,'email',1,'hilde.liksomlien.5@loten.example');
INSERT INTO "contact_points" VALUES(21,'sms',1,'+4742861364');
INSERT INTO "contact_points" VALUES(22,'email',1,'andreas.pafunnbraten.12@loten.example');
INSERT INTO "contact_points" VALUES(23,'sms',1,'+4744171258');
INSERT INTO "contact_points" VALUES(24,'email',1,'andreas.testberget.14@loten.example');
INSERT INTO "contact_points" VALUES(25,'sms',1,'+4749875616');
INSERT INTO "contact_points" VALUES(26,'email',1,'nora.pafunnbraten.328@loten.example');
INSERT INTO "contact_points" VALUES(27,'sms',1,'+4744531063');
INSERT INTO "contact_points" VALUES(28,'email',1,'tor.tenkebraten.329@loten.example');
INSERT INTO "contact_points" VALUES(29,'sms',1,'+4743186510');
INSERT INTO "contact_points" VALUES(30,'email',1,'solvi.ovingsberget.330@loten.example');
INSERT INTO "contact_points" VALUES(31,'sms',1,'+4749840957');
INSERT INTO "contact_points" VALUES(32,'email',1,'nina.tenkedalen.331@loten.example');
INSERT INTO "contact_points" VALUES(33,'sms',1,'+4744496404');
INSERT INTO "contact_points" VALUES(34,'email',1,'bjorn.eksempeltangen.332@loten.example');
INSERT INTO "contact_points" VALUES(35,'sms',1,'+4743151851');
INSERT INTO "contact_points" VALUES(36,'email',1,'bard.liksommoen.333@loten.example');
INSERT INTO "contact_points" VALUES(37,'sms',1,'+4749806298');
INSERT INTO "contact_points" VALUES(38,'email',1,'sjur.pafunnhaugen.334@loten.example');
INSERT INTO "contact_points" VALUES(39,'sms',1,'+4744461745');
INSERT INTO "contact_points" VALUES(40,'email',1,'sjur.testhaugen.335@loten.example');
INSERT INTO "contact_points" VALUES(41,'sms',1,'+4743117192');
INSERT INTO "contact_points" VALUES(42,'email',1,'randi.oppdiktrud.336@loten.example');
INSERT INTO "contact_points" VALUES(43,'sms',1,'+4749771639');
INSERT INTO "contact_points" VALUES(44,'email',1,'odd.oppdiktrud.337@loten.example');
INSERT INTO "contact_points" VALUES(45,'sms',1,'+4742015252');
INSERT INTO "contact_points" VALUES(46,'sms',1,'+4744669699');
INSERT INTO "contact_points" VALUES(47,'sms',1,'+4743325146');
INSERT INTO "contact_points" VALUES(48,'email',1,'monsterengen318@loten.example');
INSERT INTO "contact_points" VALUES(49,'sms',1,'+4749979593');
INSERT INTO "contact_points" VALUES(50,'email',1,'tenkelien319@loten.example');
INSERT INTO "contact_points" VALUES(51,'sms',1,'+4744635040');
INSERT INTO "contact_points" VALUES(52,'email',1,'testmyra320@loten.example');
INSERT INTO "contact_points" VALUES(53,'sms',1,'+4743290487');
INSERT INTO "contact_points" VALUES(54,'email',1,'testrud321@loten.example');
INSERT INTO "contact_points" VALUES(55,'sms',1,'+4749944934');
INSERT INTO "contact_points" VALUES(56,'email',1,'provelien322@loten.example');
INSERT INTO "contact_points" VALUES(57,'sms',1,'+4744600381');
INSERT INTO "contact_points" VALUES(58,'email',1,'pafunnasen323@loten.example');
INSERT INTO "contact_points" VALUES(59,'sms',1,'+4743255828');
INSERT INTO "contact_points" VALUES(60,'email',1,'pafunnlokka324@loten.example');
INSERT INTO "contact_points" VALUES(61,'sms',1,'+4749910275');
INSERT INTO "contact_points" VALUES(62,'email',1,'eksempelberget325@loten.example');
INSERT INTO "contact_points" VALUES(63,'sms',1,'+4744565722');
INSERT INTO "contact_points" VALUES(64,'email',1,'eksempelbraten326@loten.example');
INSERT INTO "contact_points" VALUES(65,'sms',1,'+4743221169');
INSERT INTO "contact_points" VALUES(66,'email',1,'monstersveen327@loten.example');
INSERT INTO "contact_points" VALUES(67,'sms',1,'+4744253791');
INSERT INTO "contact_points" VALUES(68,'email',1,'morten@proveavisa.example');
INSERT INTO "contact_points" VALUES(69,'sms',1,'+4742909238');
INSERT INTO "contact_points" VALUES(70,'email',1,'oyvind@ovingsposten.example');
INSERT INTO "contact_points" VALUES(71,'sms',1,'+4749563685');
INSERT INTO "contact_points" VALUES(72,'email',1,'inger@testradioen.example');
INSERT INTO "contact_points" VALUES(73,'sms',1,'+4744219132');
INSERT INTO "contact_points" VALUES(74,'email',1,'liv@eksempelbladet.example');
INSERT INTO "contact_points" VALUES(75,'sms',1,'+4742874579');
INSERT INTO "contact_points" VALUES(76,'email',1,'turid@monsternytt.example');
INSERT INTO "contact_points" VALUES(77,'sms',1,'+4749529026');
INSERT INTO "contact_points" VALUES(78,'email',1,'terje@kladdetidende.example');
INSERT INTO "contact_points" VALUES(79,'sms',1,'+4744184473');
INSERT INTO "contact_points" VALUES(80,'email',1,'knut@utkastavisa.example');
INSERT INTO "contact_points" VALUES(81,'sms',1,'+4742839920');
INSERT INTO "contact_points" VALUES(82,'email',1,'noah@tenketv.example');
INSERT INTO "contact_points" VALUES(83,'sms',1,'+4743000000');
INSERT INTO "contact_points" VALUES(84,'sms',1,'+4749654447');
INSERT INTO "contact_points" VALUES(85,'email',1,'testengen1@loten.example');
INSERT INTO "contact_points" VALUES(86,'sms',1,'+4744309894');
INSERT INTO "contact_points" VALUES(87,'email',1,'testengen2@loten.example');
INSERT INTO "contact_points" VALUES(88,'sms',1,'+4742965341');
INSERT INTO "contact_points" VALUES(89,'sms',1,'+4749619788');
INSERT INTO "contact_points" VALUES(90,'email',1,'liksomlien4@loten.example');
INSERT INTO "contact_points" VALUES(91,'email',1,'liksomlien5@loten.example');
INSERT INTO "contact_points" VALUES(92,'sms',1,'+4742930682');
INSERT INTO "contact_points" VALUES(93,'email',1,'liksomlien6@loten.example');
INSERT INTO "contact_points" VALUES(94,'sms',1,'+4749585129');
INSERT INTO "contact_points" VALUES(95,'email',1,'utkastmyra7@loten.example');
INSERT INTO "contact_points" VALUES(96,'sms',1,'+4744240576');
INSERT INTO "contact_points" VALUES(97,'email',1,'utkastmyra8@loten.example');
INSERT INTO "contact_points" VALUES(98,'sms',1,'+4742896023');
INSERT INTO "contact_points" VALUES(99,'email',1,'utkastmyra9@loten.example');
INSERT INTO "contact_points" VALUES(100,'sms',1,'+4749550470');
INSERT INTO "contact_points" VALUES(101,'email',1,'utkastmyra10@loten.example');
INSERT INTO "contact_points" VALUES(102,'sms',1,'+4744205917');
INSERT INTO "contact_points" VALUES(103,'email',1,'eksempelengen11@loten.example');
INSERT INTO "contact_points" VALUES(104,'email',1,'pafunnbraten12@loten.example');
INSERT INTO "contact_points" VALUES(105,'sms',1,'+4749515811');
INSERT INTO "contact_points" VALUES(106,'email',1,'monstermoen13@loten.example');
INSERT INTO "contact_points" VALUES(107,'email',1,'testberget14@loten.example');
INSERT INTO "contact_points" VALUES(108,'email',1,'eksempelasen15@loten.example');
INSERT INTO "contact_points" VALUES(109,'sms',1,'+4749481152');
INSERT INTO "contact_points" VALUES(110,'email',1,'testtangen16@loten.example');
INSERT INTO "contact_points" VALUES(111,'sms',1,'+4744136599');
INSERT INTO "contact_points" VALUES(112,'email',1,'testtangen17@loten.example');
INSERT INTO "contact_points" VALUES(113,'sms',1,'+4742792046');
INSERT INTO "contact_points" VALUES(114,'email',1,'testtangen18@loten.example');
INSERT INTO "contact_points" VALUES(115,'sms',1,'+4749446493');
INSERT INTO "contact_points" VALUES(116,'email',1,'testlokka19@loten.example');
INSERT INTO "contact_points" VALUES(117,'sms',1,'+4744101940');
INSERT INTO "contact_points" VALUES(118,'email',1,'skinnengen21@loten.example');
INSERT INTO "contact_points" VALUES(119,'sms',1,'+4749411834');
INSERT INTO "contact_points" VALUES(120,'email',1,'provestad22@loten.example');
INSERT INTO "contact_points" VALUES(121,'sms',1,'+4744067281');
INSERT INTO "contact_points" VALUES(122,'email',1,'oppdiktlien23@loten.example');
INSERT INTO "contact_points" VALUES(123,'sms',1,'+4742722728');
INSERT INTO "contact_points" VALUES(124,'email',1,'utkaststad24@loten.example');
INSERT INTO "contact_points" VALUES(125,'email',1,'utkaststad25@loten.example');
INSERT INTO "contact_points" VALUES(126,'sms',1,'+4744032622');
INSERT INTO "contact_points" VALUES(127,'email',1,'proveasen26@loten.example');
INSERT INTO "contact_points" VALUES(128,'sms',1,'+4742688069');
INSERT INTO "contact_points" VALUES(129,'email',1,'proveasen27@loten.example');
INSERT INTO "contact_points" VALUES(130,'sms',1,'+4749342516');
INSERT INTO "contact_points" VALUES(131,'email',1,'proveasen28@loten.example');
INSERT INTO "contact_points" VALUES(132,'sms',1,'+4743997963');
INSERT INTO "contact_points" VALUES(133,'email',1,'proveasen29@loten.example');
INSERT INTO "contact_points" VALUES(134,'sms',1,'+4742653410');
INSERT INTO "contact_points" VALUES(135,'email',1,'proveasen30@loten.example');
INSERT INTO "contact_points" VALUES(136,'sms',1,'+4749307857');
INSERT INTO "contact_points" VALUES(137,'sms',1,'+4743963304');
INSERT INTO "contact_points" VALUES(138,'email',1,'tenkerud32@loten.example');
INSERT INTO "contact_points" VALUES(139,'sms',1,'+4742618751');
INSERT INTO "contact_points" VALUES(140,'email',1,'utkastberget33@loten.example');
INSERT INTO "contact_points" VALUES(141,'sms',1,'+4749273198');
INSERT INTO "contact_points" VALUES(142,'email',1,'utkastberget34@loten.example');
INSERT INTO "contact_points" VALUES(143,'sms',1,'+4743928645');
INSERT INTO "contact_points" VALUES(144,'email',1,'utkastberget35@loten.example');
INSERT INTO "contact_points" VALUES(145,'sms',1,'+4742584092');
INSERT INTO "contact_points" VALUES(146,'email',1,'ovingslien36@loten.example');
INSERT INTO "contact_points" VALUES(147,'sms',1,'+4749238539');
INSERT INTO "contact_points" VALUES(148,'email',1,'pafunnberget37@loten.example');
INSERT INTO "contact_points" VALUES(149,'sms',1,'+4742000101');
INSERT INTO "contact_points" VALUES(150,'email',1,'kari.provelund@loten.example');
INSERT INTO "contact_points" VALUES(151,'sms',1,'+4742000102');
INSERT INTO "contact_points" VALUES(152,'email',1,'tor.testbraten@loten.example');
INSERT INTO "contact_points" VALUES(153,'sms',1,'+4742000103');
INSERT INTO "contact_points" VALUES(154,'email',1,'ase.ovingsmo@loten.example');
INSERT INTO "contact_points" VALUES(155,'sms',1,'+4742000104');
INSERT INTO "contact_points" VALUES(156,'email',1,'nora.kladdeengen@loten.example');
INSERT INTO "contact_points" VALUES(157,'app',0,'loten-nb');
INSERT INTO "contact_points" VALUES(158,'app',0,'loten-nn');
INSERT INTO "contact_points" VALUES(159,'app',0,'loten-en');
INSERT INTO "contact_points" VALUES(160,'app',0,'loten-adalsbruk-nb');
CREATE TABLE deliveries (
	id INTEGER NOT NULL, 
	alert_id VARCHAR NOT NULL, 
	wave_id INTEGER NOT NULL, 
	cls VARCHAR NOT NULL, 
	ref VARCHAR NOT NULL, 
	person_id INTEGER, 
	channel VARCHAR NOT NULL, 
	step INTEGER DEFAULT '0' NOT NULL, 
	point_id INTEGER, 
	variant_id INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR DEFAULT '' NOT NULL, 
	scope VARCHAR DEFAULT '' NOT NULL, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	due_at BIGINT NOT NULL, 
	attempt_id VARCHAR, 
	covered_by INTEGER, 
	provider VARCHAR, 
	provider_id VARCHAR, 
	first_attempt_at BIGINT, 
	accepted_at BIGINT, 
	delivered_at BIGINT, 
	settled_by VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (alert_id, ref, cls, channel), 
	CHECK (state IN ('waiting', 'sending', 'accepted', 'delivered', 'failed', 'unsure', 'skipped')), 
	CHECK (state <> 'skipped' OR reason <> '')
);
INSERT INTO "deliveries" VALUES(1,'1001-s1',5,'leader','plan:ordforer',96,'sms',0,1,55,'delivered','','',1,1,1795956952720,'1236ddb18d9317e52425b4c441e46824-1',NULL,'capture','SMb757840d1970fb108971296e46acbe6f',1795956952626,1795956952720,1795956952809,'receipt');
INSERT INTO "deliveries" VALUES(2,'1001-s1',5,'leader','plan:varaordforer',99,'sms',0,3,56,'delivered','','',1,1,1795956952746,'1236ddb18d9317e52425b4c441e46824-2',NULL,'capture','SMf0e411a6493071554ba19eb3102ce768',1795956952626,1795956952746,1795956952822,'receipt');
INSERT INTO "deliveries" VALUES(3,'1001-s1',5,'leader','plan:kommunedirektor',95,'sms',0,5,55,'delivered','','',1,1,1795956952752,'1236ddb18d9317e52425b4c441e46824-3',NULL,'capture','SMb7f30bee5bd82bcc6d84e28e10025363',1795956952626,1795956952752,1795956952828,'receipt');
INSERT INTO "deliveries" VALUES(4,'1001-s1',5,'leader','plan:kommunalsjef-helse',93,'sms',0,9,55,'delivered','','',1,1,1795956952752,'1236ddb18d9317e52425b4c441e46824-4',NULL,'capture','SMb515855d6becd172388f47c0f575856c',1795956952626,1795956952752,1795956952828,'receipt');
INSERT INTO "deliveries" VALUES(5,'1001-s1',5,'leader','plan:kommunalsjef-teknisk',94,'sms',0,7,55,'delivered','','',1,1,1795956952752,'1236ddb18d9317e52425b4c441e46824-5',NULL,'capture','SM4a923489e947e43098d6972deff49ca5',1795956952626,1795956952752,1795956952828,'receipt');
INSERT INTO "deliveries" VALUES(6,'1001-s1',5,'leader','plan:vannverksleder',98,'sms',0,11,55,'delivered','','',1,1,1795956952752,'1236ddb18d9317e52425b4c441e46824-6',NULL,'capture','SMd521d5f83efd03218c7863bdb3846148',1795956952626,1795956952752,1795956952828,'receipt');
INSERT INTO "deliveries" VALUES(7,'1001-s1',5,'leader','plan:ordforer',96,'email',0,2,57,'accepted','','',1,1,1795956952873,'3bc58aa1c6e1902e00fc340db5f3ef7e-7',NULL,'capture','2.0.0 OK: queued as 7',1795956952626,1795956952873,NULL,NULL);
INSERT INTO "deliveries" VALUES(8,'1001-s1',5,'leader','plan:varaordforer',99,'email',0,4,58,'accepted','','',1,1,1795956952880,'3bc58aa1c6e1902e00fc340db5f3ef7e-8',NULL,'capture','2.0.0 OK: queued as 12',1795956952626,1795956952880,NULL,NULL);
INSERT INTO "deliveries" VALUES(9,'1001-s1',5,'leader','plan:kommunedirektor',95,'email',0,6,57,'accepted','','',1,1,1795956952878,'3bc58aa1c6e1902e00fc340db5f3ef7e-9',NULL,'capture','2.0.0 OK: queued as 11',1795956952626,1795956952878,NULL,NULL);
INSERT INTO "deliveries" VALUES(10,'1001-s1',5,'leader','plan:kommunalsjef-helse',93,'email',0,10,57,'accepted','','',1,1,1795956952878,'3bc58aa1c6e1902e00fc340db5f3ef7e-10',NULL,'capture','2.0.0 OK: queued as 10',1795956952626,1795956952878,NULL,NULL);
INSERT INTO "deliveries" VALUES(11,'1001-s1',5,'leader','plan:kommunalsjef-teknisk',94,'email',0,8,57,'accepted','','',1,1,1795956952878,'3bc58aa1c6e1902e00fc340db5f3ef7e-11',NULL,'capture','2.0.0 OK: queued as 9',1795956952626,1795956952878,NULL,NULL);
INSERT INTO "deliveries" VALUES(12,'1001-s1',5,'leader','plan:vannverksleder',98,'email',0,12,57,'accepted','','',1,1,1795956952878,'3bc58aa1c6e1902e00fc340db5f3ef7e-12',NULL,'capture','2.0.0 OK: queued as 8',1795956952626,1795956952878,NULL,NULL);
INSERT INTO "deliveries" VALUES(13,'1001-1',1,'leader','K01',1,'sms',0,1,1,'delivered','','',1,1,1795956959984,'1f6ec76de7bd1d46ffa08c4ee756a9be-13',NULL,'capture','SMf434f82328d429d8a2f2e476b0e4f4f6',1795956959954,1795956959984,1795956960104,'receipt');
INSERT INTO "deliveries" VALUES(14,'1001-1',1,'leader','K02',2,'sms',0,3,2,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-14',NULL,'capture','SMa3e50363d3cc723e276b1641f0a41d4b',1795956959954,1795956960002,1795956960106,'receipt');
INSERT INTO "deliveries" VALUES(15,'1001-1',1,'leader','K03',3,'sms',0,5,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-15',NULL,'capture','SM131816f4b45dedcef267fe261e1ebb64',1795956959954,1795956960002,1795956960106,'receipt');
INSERT INTO "deliveries" VALUES(16,'1001-1',1,'leader','K04',4,'sms',0,7,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-16',NULL,'capture','SM5cb32dd9aa87980920be08b3ea08d940',1795956959954,1795956960002,1795956960106,'receipt');
INSERT INTO "deliveries" VALUES(17,'1001-1',1,'leader','K05',5,'sms',0,9,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-17',NULL,'capture','SMf2e3a1ddc62e981e7c5f9e8fd2725bdd',1795956959954,1795956960002,1795956960106,'receipt');
INSERT INTO "deliveries" VALUES(18,'1001-1',1,'leader','K06',6,'sms',0,11,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-18',NULL,'capture','SM6790bedd25b0d7ca314f6dfe7ca9a53d',1795956959954,1795956960002,1795956960106,'receipt');
INSERT INTO "deliveries" VALUES(19,'1001-1',1,'leader','K07',7,'sms',0,13,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-19',NULL,'capture','SM3f1ff813d93e298da771ea08e1a2241d',1795956959954,1795956960002,1795956960123,'receipt');
INSERT INTO "deliveries" VALUES(20,'1001-1',1,'leader','K08',8,'sms',0,15,1,'delivered','','',1,1,1795956960002,'1f6ec76de7bd1d46ffa08c4ee756a9be-20',NULL,'capture','SM7cf6cb4068aabec62dfd54412de656d3',1795956959954,1795956960002,1795956960123,'receipt');
INSERT INTO "deliveries" VALUES(21,'1001-1',1,'leader','K09',9,'sms',0,17,2,'delivered','','',1,1,1795956960035,'1f6ec76de7bd1d46ffa08c4ee756a9be-21',NULL,'capture','SMf82990e717d2447e1cd8d83228e29b9c',1795956959954,1795956960035,1795956960123,'receipt');
INSERT INTO "deliveries" VALUES(22,'1001-1',1,'leader','K01',1,'email',0,2,4,'accepted','','',1,1,1795956960082,'77c5b41be0c113a7ce63047ee7c90821-22',NULL,'capture','2.0.0 OK: queued as 22',1795956959954,1795956960082,NULL,NULL);
INSERT INTO "deliveries" VALUES(23,'1001-1',1,'leader','K02',2,'email',0,4,5,'accepted','','',1,1,1795956960082,'77c5b41be0c113a7ce63047ee7c90821-23',NULL,'capture','2.0.0 OK: queued as 23',1795956959954,1795956960082,NULL,NULL);
INSERT INTO "deliveries" VALUES(24,'1001-1',1,'leader','K03',3,'email',0,6,4,'accepted','','',1,1,1795956960082,'77c5b41be0c113a7ce63047ee7c90821-24',NULL,'capture','2.0.0 OK: queued as 24',1795956959954,1795956960082,NULL,NULL);
INSERT INTO "deliveries" VALUES(25,'1001-1',1,'leader','K04',4,'email',0,8,4,'accepted','','',1,1,1795956960082,'77c5b41be0c113a7ce63047ee7c90821-25',NULL,'capture','2.0.0 OK: queued as 25',1795956959954,1795956960082,NULL,NULL);
INSERT INTO "deliveries" VALUES(26,'1001-1',1,'leader','K05',5,'email',0,10,4,'accepted','','',1,1,1795956960082,'77c5b41be0c113a7ce63047ee7c90821-26',NULL,'capture','2.0.0 OK: queued as 26',1795956959954,1795956960082,NULL,NULL);
INSERT INTO "deliveries" VALUES(27,'1001-1',1,'leader','K06',6,'email',0,12,4,'accepted','','',1,1,1795956960099,'77c5b41be0c113a7ce63047ee7c90821-27',NULL,'capture','2.0.0 OK: queued as 27',1795956959954,1795956960099,NULL,NULL);
INSERT INTO "deliveries" VALUES(28,'1001-1',1,'leader','K07',7,'email',0,14,4,'accepted','','',1,1,1795956960120,'77c5b41be0c113a7ce63047ee7c90821-28',NULL,'capture','2.0.0 OK: queued as 30',1795956959954,1795956960120,NULL,NULL);
INSERT INTO "deliveries" VALUES(29,'1001-1',1,'leader','K08',8,'email',0,16,4,'accepted','','',1,1,1795956960120,'77c5b41be0c113a7ce63047ee7c90821-29',NULL,'capture','2.0.0 OK: queued as 29',1795956959954,1795956960120,NULL,NULL);
INSERT INTO "deliveries" VALUES(30,'1001-1',1,'leader','K09',9,'email',0,18,5,'accepted','','',1,1,1795956960118,'2e4ec661f1ec7260c26c79e7f9ff2f5a-30',NULL,'capture','2.0.0 OK: queued as 28',1795956960082,1795956960118,NULL,NULL);
INSERT INTO "deliveries" VALUES(31,'1001-1',2,'staff','K06',6,'sms',0,11,7,'delivered','','',1,1,1795956960243,'610282494b4c01d33f7a981031e92411-31',NULL,'capture','SM69df0bebcc8b525c6d3bd53cb2be8780',1795956960218,1795956960243,1795956960339,'receipt');
INSERT INTO "deliveries" VALUES(32,'1001-1',2,'staff','K07',7,'sms',0,13,7,'delivered','','',1,1,1795956960247,'610282494b4c01d33f7a981031e92411-32',NULL,'capture','SM2f6201dc1041671423ac7503142aa2da',1795956960218,1795956960247,1795956960350,'receipt');
INSERT INTO "deliveries" VALUES(33,'1001-1',2,'staff','P000006',10,'sms',0,19,7,'delivered','','',1,1,1795956960247,'610282494b4c01d33f7a981031e92411-33',NULL,'capture','SM4823f2a69544d65c06017a57484b3f45',1795956960218,1795956960247,1795956960350,'receipt');
INSERT INTO "deliveries" VALUES(34,'1001-1',2,'staff','K09',9,'sms',0,17,8,'delivered','','',1,1,1795956960247,'610282494b4c01d33f7a981031e92411-34',NULL,'capture','SM7e35c567913b4e6154d3b520d149cf82',1795956960218,1795956960247,1795956960350,'receipt');
INSERT INTO "deliveries" VALUES(35,'1001-1',2,'staff','K06',6,'email',0,12,10,'accepted','','',1,1,1795956960322,'7becdfdb959b0ad797d180326fcf62e5-35',NULL,'capture','2.0.0 OK: queued as 35',1795956960218,1795956960322,NULL,NULL);
INSERT INTO "deliveries" VALUES(36,'1001-1',2,'staff','K07',7,'email',0,14,10,'accepted','','',1,1,1795956960322,'7becdfdb959b0ad797d180326fcf62e5-36',NULL,'capture','2.0.0 OK: queued as 36',1795956960218,1795956960322,NULL,NULL);
INSERT INTO "deliveries" VALUES(37,'1001-1',2,'staff','P000006',10,'email',0,20,10,'accepted','','',1,1,1795956960330,'7becdfdb959b0ad797d180326fcf62e5-37',NULL,'capture','2.0.0 OK: queued as 37',1795956960218,1795956960330,NULL,NULL);
INSERT INTO "deliveries" VALUES(38,'1001-1',2,'staff','K09',9,'email',0,18,11,'accepted','','',1,1,1795956960352,'7becdfdb959b0ad797d180326fcf62e5-38',NULL,'capture','2.0.0 OK: queued as 38',1795956960218,1795956960352,NULL,NULL);
INSERT INTO "deliveries" VALUES(39,'1001-1',3,'public','public',NULL,'banner',0,NULL,13,'accepted','','',1,1,1795956960554,'ed0f15cacf6ecfc2ee089a220dce7f9e-39',NULL,'capture','banner-1',1795956960547,1795956960554,NULL,NULL);
INSERT INTO "deliveries" VALUES(40,'1001-1',4,'citizen','P000008',52,'sms',0,94,16,'delivered','','',1,1,1795956960867,'5fc5bfa1ba15ae603d9307077b8ca3e7-40',NULL,'capture','SMfb5a2284589af5007c315cbdb2b9c8e5',1795956960842,1795956960867,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(41,'1001-1',4,'citizen','P000009',53,'sms',0,96,16,'delivered','','',1,1,1795956960868,'5fc5bfa1ba15ae603d9307077b8ca3e7-41',NULL,'capture','SM0de76d9937dd8a3771117fac2d23bb98',1795956960842,1795956960868,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(42,'1001-1',4,'citizen','P000010',54,'sms',0,98,16,'delivered','','',1,1,1795956960868,'5fc5bfa1ba15ae603d9307077b8ca3e7-42',NULL,'capture','SM004aa86bd2c4c7cedbffa21f668fd19d',1795956960842,1795956960868,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(43,'1001-1',4,'citizen','P000011',55,'sms',0,100,16,'delivered','','',1,1,1795956960869,'5fc5bfa1ba15ae603d9307077b8ca3e7-43',NULL,'capture','SM478d8e0b7842cfa5e08f1d33a41df8ae',1795956960842,1795956960869,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(44,'1001-1',4,'citizen','P000014',58,'sms',0,105,16,'delivered','','',1,1,1795956960869,'5fc5bfa1ba15ae603d9307077b8ca3e7-44',NULL,'capture','SMabdf567a576fd090f20d7fb195ff045b',1795956960842,1795956960869,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(45,'1001-1',4,'citizen','P000033',77,'sms',0,137,16,'delivered','','',1,1,1795956960872,'5fc5bfa1ba15ae603d9307077b8ca3e7-45',NULL,'capture','SM0bb1d2c8055e87bc54f4a0f52a8734a1',1795956960842,1795956960872,1795956961146,'receipt');
INSERT INTO "deliveries" VALUES(46,'1001-1',4,'citizen','app:loten-nb',NULL,'app',0,157,22,'accepted','','',1,1,1795956961155,'9465076ebeb61a4decf6e8b81790ee84-46',NULL,'capture','projects/exercise/messages/f10381dac7f3a36c',1795956960842,1795956961155,NULL,NULL);
INSERT INTO "deliveries" VALUES(47,'1001-1',4,'citizen','app:loten-nn',NULL,'app',0,158,23,'accepted','','',1,1,1795956961155,'9465076ebeb61a4decf6e8b81790ee84-47',NULL,'capture','projects/exercise/messages/bbd43a197df58fbb',1795956960842,1795956961155,NULL,NULL);
INSERT INTO "deliveries" VALUES(48,'1001-1',4,'citizen','app:loten-en',NULL,'app',0,159,24,'accepted','','',1,1,1795956961162,'9465076ebeb61a4decf6e8b81790ee84-48',NULL,'capture','projects/exercise/messages/7002c7bf4342290f',1795956960842,1795956961162,NULL,NULL);
INSERT INTO "deliveries" VALUES(49,'1001-1',4,'citizen','app:loten-adalsbruk-nb',NULL,'app',0,160,22,'accepted','','',1,1,1795956961166,'9465076ebeb61a4decf6e8b81790ee84-49',NULL,'capture','projects/exercise/messages/e135b761352bd151',1795956960842,1795956961166,NULL,NULL);
INSERT INTO "deliveries" VALUES(50,'1001-1',4,'citizen','P000008',52,'email',0,95,25,'accepted','','',1,1,1795956960910,'44545efa90650573bd263796d4537d6b-50',NULL,'capture','2.0.0 OK: queued as 45',1795956960842,1795956960910,NULL,NULL);
INSERT INTO "deliveries" VALUES(51,'1001-1',4,'citizen','P000009',53,'email',0,97,25,'accepted','','',1,1,1795956960922,'44545efa90650573bd263796d4537d6b-51',NULL,'capture','2.0.0 OK: queued as 46',1795956960842,1795956960922,NULL,NULL);
INSERT INTO "deliveries" VALUES(52,'1001-1',4,'citizen','P000010',54,'email',0,99,25,'accepted','','',1,1,1795956961130,'44545efa90650573bd263796d4537d6b-52',NULL,'capture','2.0.0 OK: queued as 47',1795956960842,1795956961130,NULL,NULL);
INSERT INTO "deliveries" VALUES(53,'1001-1',4,'citizen','P000011',55,'email',0,101,25,'accepted','','',1,1,1795956961130,'44545efa90650573bd263796d4537d6b-53',NULL,'capture','2.0.0 OK: queued as 48',1795956960842,1795956961130,NULL,NULL);
INSERT INTO "deliveries" VALUES(54,'1001-1',4,'citizen','P000014',58,'email',0,106,25,'accepted','','',1,1,1795956961130,'44545efa90650573bd263796d4537d6b-54',NULL,'capture','2.0.0 OK: queued as 49',1795956960842,1795956961130,NULL,NULL);
INSERT INTO "deliveries" VALUES(55,'1001-1',4,'citizen','P000033',77,'email',0,138,25,'accepted','','',1,1,1795956961130,'44545efa90650573bd263796d4537d6b-55',NULL,'capture','2.0.0 OK: queued as 50',1795956960842,1795956961130,NULL,NULL);
CREATE TABLE idempotency (
	user_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (user_id, "key")
);
CREATE TABLE incidents (
	id INTEGER NOT NULL, 
	scenario VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	plan_hash VARCHAR NOT NULL, 
	opened_by VARCHAR NOT NULL, 
	opened_at BIGINT NOT NULL, 
	occurred_at BIGINT, 
	known_at BIGINT, 
	reason TEXT DEFAULT '' NOT NULL, 
	closed_at BIGINT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(plan_hash) REFERENCES plans (hash)
);
INSERT INTO "incidents" VALUES(1001,'kokevarsel','exercise','6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8','kari',1795956952139,NULL,NULL,'',NULL);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	happened_at BIGINT, 
	kind VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	incident INTEGER, 
	alert_id VARCHAR, 
	data TEXT NOT NULL, 
	personal TEXT, 
	salt VARCHAR, 
	prev VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	PRIMARY KEY (seq)
);
INSERT INTO "journal" VALUES(1,1795956939575,NULL,'check.run','kommandolinje:root',NULL,NULL,'{"faults": 0, "warnings": 8}',NULL,NULL,'0000000000000000000000000000000000000000000000000000000000000000','b6073b3cb0b4930ed5584dfc5a9596991ec4b19c2747922c357d43818d62171e');
INSERT INTO "journal" VALUES(2,1795956941019,NULL,'user.added','kommandolinje:root',NULL,NULL,'{"person": "beredskapskoordinator", "roles": ["crisis-team"], "user": "kari"}',NULL,NULL,'b6073b3cb0b4930ed5584dfc5a9596991ec4b19c2747922c357d43818d62171e','8d95161b20efb4efc3d9a03361b1afeac46da1425a10acef45d6b75db976141e');
INSERT INTO "journal" VALUES(3,1795956942460,NULL,'user.added','kommandolinje:root',NULL,NULL,'{"person": "ordforer", "roles": ["approver"], "user": "anne"}',NULL,NULL,'8d95161b20efb4efc3d9a03361b1afeac46da1425a10acef45d6b75db976141e','cb7e9311a814bb903e4a014590ad5b3ccc7ef8011d1ff9d07ef40940edb7b156');
INSERT INTO "journal" VALUES(4,1795956943605,NULL,'token.created','kommandolinje:root',NULL,NULL,'{"user": "kari"}',NULL,NULL,'cb7e9311a814bb903e4a014590ad5b3ccc7ef8011d1ff9d07ef40940edb7b156','fda49190b04fdcea437c01c834e1fb45d34b1214747c55074d1811357751e08c');
INSERT INTO "journal" VALUES(5,1795956944728,NULL,'token.created','kommandolinje:root',NULL,NULL,'{"user": "anne"}',NULL,NULL,'fda49190b04fdcea437c01c834e1fb45d34b1214747c55074d1811357751e08c','831fdbec69ef8460711fe0186c3efcc5342be1624eec1e2956e59dc12efb0af4');
INSERT INTO "journal" VALUES(6,1795956948365,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/ansatte.csv", "list": "ansatte", "people": 12, "sha256": "7782c0677efa25535cca015c4dc92c5a4167ba3b116222ed2da13465da78add6"}',NULL,NULL,'831fdbec69ef8460711fe0186c3efcc5342be1624eec1e2956e59dc12efb0af4','ab07f275cefb97a0a4f30086aa4f15f7da56856e078477eb35f4621e9226d124');
INSERT INTO "journal" VALUES(7,1795956948380,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/politikere.csv", "list": "politikere", "people": 12, "sha256": "4352958a175c7fcc2817b9afdc3ea105efb978b6244185e8f2232b56041f0e6a"}',NULL,NULL,'ab07f275cefb97a0a4f30086aa4f15f7da56856e078477eb35f4621e9226d124','2958cb7aa2e0d38296f94eea8597bb23c1b4d5e00b72a3c838c4674ec3ca9e0a');
INSERT INTO "journal" VALUES(8,1795956948388,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/naeringsliv.csv", "list": "naeringsliv", "people": 12, "sha256": "a2b8b74ed4ac3f4771cad1a7f66946ed7a745f93bc5df8afc77469cb4b870ad2"}',NULL,NULL,'2958cb7aa2e0d38296f94eea8597bb23c1b4d5e00b72a3c838c4674ec3ca9e0a','6ed3c6944c929d80c7da66faf657454da2cc8112fec7880b3e6cf5712b36d570');
INSERT INTO "journal" VALUES(9,1795956948395,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/presse.csv", "list": "presse", "people": 8, "sha256": "bca0376bbfd8bf11d9f739debf802d5104ba990691bb48f2e677acae360d228c"}',NULL,NULL,'6ed3c6944c929d80c7da66faf657454da2cc8112fec7880b3e6cf5712b36d570','27901264bf51b1c89b0113e2096527ee6de8f43e6f7c5b62b6238d8024268d88');
INSERT INTO "journal" VALUES(10,1795956948410,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/innbyggere.csv", "list": "innbyggere", "people": 38, "sha256": "c47b9f1294f4b9f65ed7dd3f765855a035601a4925b9cb2270bd7090216ced7f"}',NULL,NULL,'27901264bf51b1c89b0113e2096527ee6de8f43e6f7c5b62b6238d8024268d88','1eefbea66d6d1ca23963ff63698d8c271d57dd5f9ee455b3167b717ec94e2f99');
INSERT INTO "journal" VALUES(11,1795956948421,NULL,'list.imported','node',NULL,NULL,'{"faults": 0, "file": "contacts/varslingsprove.csv", "list": "varslingsproeve", "people": 8, "sha256": "4f28689f2ec0633f366c8ad1761b0f286b680ab644ff4a7c109d7c940035cebb"}',NULL,NULL,'1eefbea66d6d1ca23963ff63698d8c271d57dd5f9ee455b3167b717ec94e2f99','3e6d0d1f43c503797c9be3091cd731e264b1c106ad6c9a92fbd4d889c4cd0abf');
INSERT INTO "journal" VALUES(12,1795956948427,NULL,'node.started','node',NULL,NULL,'{"mode": "exercise", "plan": "6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8"}',NULL,NULL,'3e6d0d1f43c503797c9be3091cd731e264b1c106ad6c9a92fbd4d889c4cd0abf','ff92aa87e964abeba76ac6b9683d93f25e6bfc9c8355f50a027a780bb47d1a85');
INSERT INTO "journal" VALUES(13,1795956952139,NULL,'incident.opened','kari',1001,NULL,'{"known_at": null, "mode": "exercise", "occurred_at": null, "plan": "6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8", "plan_status": "draft", "reason": "", "scenario": "kokevarsel"}',NULL,NULL,'ff92aa87e964abeba76ac6b9683d93f25e6bfc9c8355f50a027a780bb47d1a85','2b89cbcbfe8d81196a878bd7ae44d5d8b21105b4df172495273eb53c01599c26');
INSERT INTO "journal" VALUES(14,1795956952139,NULL,'alert.drafted','kari',1001,'1001-1','{"areas": ["adalsbruk"], "fields": {"neste_melding": "2026-11-29T22:00+00:00"}, "hold_until": null, "zones": {}}',NULL,NULL,'2b89cbcbfe8d81196a878bd7ae44d5d8b21105b4df172495273eb53c01599c26','e14a6c7ea0cc0c7c440576362710dd44b590f5f3416c0b79c8a3217d32cbd1df');
INSERT INTO "journal" VALUES(15,1795956952323,NULL,'alert.submitted','kari',1001,'1001-1','{"cost": 18.62, "fingerprint": "73cf53b1c5208c11441f794656a48265dbb0b0ccd7ebaac7145c46f45585fe82", "people": 16, "version": 1}',NULL,NULL,'e14a6c7ea0cc0c7c440576362710dd44b590f5f3416c0b79c8a3217d32cbd1df','bc3cb599b5dbdd6bc0399185ea2e63d1802cdfada73e5a3a5d8cea40f593562b');
INSERT INTO "journal" VALUES(16,1795956952323,NULL,'service.sent','node',1001,'1001-s1','{"about": "1001-1", "fingerprint": "1e81ed9278572b2d76943ae1c8a3bc7ecb6599a643c07ec0d3ca42a1c825f8b5", "key": "approval-request", "persons": ["ordforer", "varaordforer", "kommunedirektor", "kommunalsjef-helse", "kommunalsjef-teknisk", "vannverksleder"], "plan": "6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8"}',NULL,NULL,'bc3cb599b5dbdd6bc0399185ea2e63d1802cdfada73e5a3a5d8cea40f593562b','c2f8c54aef5755b24b83b9649570eccc25bbcd9d88f2cbf38013cd41de4e2af1');
INSERT INTO "journal" VALUES(17,1795956953122,NULL,'wave.closed','node',1001,'1001-s1','{"name": "Tjenestemelding", "sealed_rows": {"attempts": 12, "deliveries": 12, "receipts": 12, "sha256": "a2e06cd70822cb3929f0308a28a93e4504498c85533a431534298b151eb1b0b5"}, "wave": 0}',NULL,NULL,'c2f8c54aef5755b24b83b9649570eccc25bbcd9d88f2cbf38013cd41de4e2af1','573c4fbea5c344b52ea42236f8dc41e769436e0cb9454c4f85d6a168c188b124');
INSERT INTO "journal" VALUES(18,1795956953393,NULL,'alert.done','node',1001,'1001-s1','{}',NULL,NULL,'573c4fbea5c344b52ea42236f8dc41e769436e0cb9454c4f85d6a168c188b124','cd66da97f5498de54726051adeb6e101d6c275beb5f8a51334393abb0e2351e3');
INSERT INTO "journal" VALUES(19,1795956959082,NULL,'alert.approved','anne',1001,'1001-1','{"capacity": "ordforer", "fingerprint": "73cf53b1c5208c11441f794656a48265dbb0b0ccd7ebaac7145c46f45585fe82", "odd": {}, "person": "ordforer", "seen": [], "way": "api", "why": ""}',NULL,NULL,'cd66da97f5498de54726051adeb6e101d6c275beb5f8a51334393abb0e2351e3','acb68bf59fcbaf7792076ebb692be1bb287910ea478db216658ae14cb8279206');
INSERT INTO "journal" VALUES(20,1795956959082,NULL,'wave.opened','node',1001,'1001-1','{"by": "approval", "name": "Kriseledelse og ledere", "people": 0, "told": 0, "wave": 0}',NULL,NULL,'acb68bf59fcbaf7792076ebb692be1bb287910ea478db216658ae14cb8279206','e0548dc725e4b51d812329d37473168a552ac9f895ae52b3d3e5f5f18abfb08f');
INSERT INTO "journal" VALUES(21,1795956960198,NULL,'wave.closed','node',1001,'1001-1','{"name": "Kriseledelse og ledere", "sealed_rows": {"attempts": 18, "deliveries": 18, "receipts": 18, "sha256": "e1c8ae4d1b08ae121dcc27700d860ea3e33f26cb25bea90fbe1a7c8dce9cc3ff"}, "wave": 0}',NULL,NULL,'e0548dc725e4b51d812329d37473168a552ac9f895ae52b3d3e5f5f18abfb08f','bc226d30f5335c5503d64283891a5ecc6964cbe3286b2df962c1e471f7aea1a8');
INSERT INTO "journal" VALUES(22,1795956960198,NULL,'wave.opened','node',1001,'1001-1','{"by": "share", "name": "De som må handle", "people": 9, "told": 9, "wave": 1}',NULL,NULL,'bc226d30f5335c5503d64283891a5ecc6964cbe3286b2df962c1e471f7aea1a8','2f370c316ea61a388d50de55488a1aae38ecfc9b2b333064d9d55de15c41f022');
INSERT INTO "journal" VALUES(23,1795956960544,NULL,'wave.closed','node',1001,'1001-1','{"name": "De som må handle", "sealed_rows": {"attempts": 8, "deliveries": 8, "receipts": 8, "sha256": "bf10cf820ceea853b6a4b4ae13cd5fa3567482593b448b323a1575652322664d"}, "wave": 1}',NULL,NULL,'2f370c316ea61a388d50de55488a1aae38ecfc9b2b333064d9d55de15c41f022','3cea9cb8e53bfc23a5c9e1a18fce8274d10ad874743fd1e1dd2676070f6a2071');
INSERT INTO "journal" VALUES(24,1795956960544,NULL,'wave.opened','node',1001,'1001-1','{"by": "share", "name": "Nettside", "people": 4, "told": 4, "wave": 2}',NULL,NULL,'3cea9cb8e53bfc23a5c9e1a18fce8274d10ad874743fd1e1dd2676070f6a2071','46d123ed35561b306eaaf284bdeb8bd7442f7e73797d3aa006701e8dfb853aeb');
INSERT INTO "journal" VALUES(25,1795956960826,NULL,'wave.closed','node',1001,'1001-1','{"name": "Nettside", "sealed_rows": {"attempts": 1, "deliveries": 1, "receipts": 0, "sha256": "3422a2329d893bd0d2e3e813642f1d299d58c2355b49e9d07c97bbbc58c62c85"}, "wave": 2}',NULL,NULL,'46d123ed35561b306eaaf284bdeb8bd7442f7e73797d3aa006701e8dfb853aeb','3f504a09be9b57afa8340fe366c17b1cb9269e9d19ea2798983715f108e37fd7');
INSERT INTO "journal" VALUES(26,1795956960826,NULL,'wave.opened','node',1001,'1001-1','{"by": "share", "name": "Innbyggere", "people": 1, "told": 1, "wave": 3}',NULL,NULL,'3f504a09be9b57afa8340fe366c17b1cb9269e9d19ea2798983715f108e37fd7','c53d3fdf9a11c69122718fc5f47bf7e170cc210d5d41f18bbce01063cd044904');
INSERT INTO "journal" VALUES(27,1795956961422,NULL,'wave.closed','node',1001,'1001-1','{"name": "Innbyggere", "sealed_rows": {"attempts": 16, "deliveries": 16, "receipts": 12, "sha256": "9f670ab9e04425152b27cfd550dc0e768f552faa4994537297e84c2986087cd4"}, "wave": 3}',NULL,NULL,'c53d3fdf9a11c69122718fc5f47bf7e170cc210d5d41f18bbce01063cd044904','58366f29343b5aef29b66a30e72d71dfa9ae0513e58b98d4f2b27ffab883dd65');
INSERT INTO "journal" VALUES(28,1795956961693,NULL,'alert.done','node',1001,'1001-1','{}',NULL,NULL,'58366f29343b5aef29b66a30e72d71dfa9ae0513e58b98d4f2b27ffab883dd65','d208f407d8d08e0334ab9926c0b59c51c998caef3d1268cd3db2d0cfc2fd9693');
CREATE TABLE list_faults (
	id INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	line INTEGER NOT NULL, 
	"column" VARCHAR NOT NULL, 
	what TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(list_id) REFERENCES lists (id)
);
CREATE TABLE lists (
	id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	fictional BOOLEAN NOT NULL, 
	consenting BOOLEAN DEFAULT '0' NOT NULL, 
	rows INTEGER DEFAULT '0' NOT NULL, 
	faults INTEGER DEFAULT '0' NOT NULL, 
	in_force BOOLEAN DEFAULT '0' NOT NULL, 
	imported_at BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "lists" VALUES(1,'ansatte','contacts/ansatte.csv','7782c0677efa25535cca015c4dc92c5a4167ba3b116222ed2da13465da78add6','nb',1,0,12,0,1,1795956948345);
INSERT INTO "lists" VALUES(2,'politikere','contacts/politikere.csv','4352958a175c7fcc2817b9afdc3ea105efb978b6244185e8f2232b56041f0e6a','nb',1,0,12,0,1,1795956948375);
INSERT INTO "lists" VALUES(3,'naeringsliv','contacts/naeringsliv.csv','a2b8b74ed4ac3f4771cad1a7f66946ed7a745f93bc5df8afc77469cb4b870ad2','nb',1,0,12,0,1,1795956948384);
INSERT INTO "lists" VALUES(4,'presse','contacts/presse.csv','bca0376bbfd8bf11d9f739debf802d5104ba990691bb48f2e677acae360d228c','nb',1,0,8,0,1,1795956948392);
INSERT INTO "lists" VALUES(5,'innbyggere','contacts/innbyggere.csv','c47b9f1294f4b9f65ed7dd3f765855a035601a4925b9cb2270bd7090216ced7f','nb',1,0,38,0,1,1795956948399);
INSERT INTO "lists" VALUES(6,'varslingsproeve','contacts/varslingsprove.csv','4f28689f2ec0633f366c8ad1761b0f286b680ab644ff4a7c109d7c940035cebb','nb',1,1,8,0,1,1795956948415);
INSERT INTO "lists" VALUES(7,'_plan','plan.yaml','6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8','nb',0,1,9,0,0,1795956952323);
CREATE TABLE memberships (
	list_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	person_id INTEGER NOT NULL, 
	PRIMARY KEY (list_id, kind, "key", person_id)
)
 WITHOUT ROWID

;
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',1);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',2);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',3);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',4);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',5);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',6);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',7);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',8);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',9);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',10);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',11);
INSERT INTO "memberships" VALUES(1,'area','hele-kommunen',12);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',1);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',2);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',3);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',4);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',5);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',6);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',7);
INSERT INTO "memberships" VALUES(1,'group','kriseledelse',8);
INSERT INTO "memberships" VALUES(1,'group','ledere',3);
INSERT INTO "memberships" VALUES(1,'group','ledere',4);
INSERT INTO "memberships" VALUES(1,'group','ledere',5);
INSERT INTO "memberships" VALUES(1,'group','ledere',9);
INSERT INTO "memberships" VALUES(1,'group','servicetorg',9);
INSERT INTO "memberships" VALUES(1,'group','sykehjem',10);
INSERT INTO "memberships" VALUES(1,'group','vakt',6);
INSERT INTO "memberships" VALUES(1,'group','vakt',7);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',13);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',14);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',15);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',16);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',17);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',18);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',19);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',20);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',21);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',22);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',23);
INSERT INTO "memberships" VALUES(2,'area','hele-kommunen',24);
INSERT INTO "memberships" VALUES(2,'group','kriseledelse',13);
INSERT INTO "memberships" VALUES(2,'group','kriseledelse',14);
INSERT INTO "memberships" VALUES(3,'area','adalsbruk',25);
INSERT INTO "memberships" VALUES(3,'area','adalsbruk',31);
INSERT INTO "memberships" VALUES(3,'area','adalsbruk',33);
INSERT INTO "memberships" VALUES(3,'area','adalsbruk',34);
INSERT INTO "memberships" VALUES(3,'area','adalsbruk',36);
INSERT INTO "memberships" VALUES(3,'area','brenneriroa',32);
INSERT INTO "memberships" VALUES(3,'area','brenneriroa',35);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',25);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',26);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',27);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',28);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',29);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',30);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',31);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',32);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',33);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',34);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',35);
INSERT INTO "memberships" VALUES(3,'area','hele-kommunen',36);
INSERT INTO "memberships" VALUES(3,'area','jonsrud',27);
INSERT INTO "memberships" VALUES(3,'area','lotensentrum',26);
INSERT INTO "memberships" VALUES(3,'area','lotensentrum',28);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-myrvegen',33);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-myrvegen',34);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-naboer',25);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-naboer',31);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-naboer',33);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-naboer',34);
INSERT INTO "memberships" VALUES(3,'area','nordbyvegen-naboer',36);
INSERT INTO "memberships" VALUES(3,'area','ostvang',30);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',37);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',38);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',39);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',40);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',41);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',42);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',43);
INSERT INTO "memberships" VALUES(4,'area','hele-kommunen',44);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',52);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',53);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',54);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',55);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',58);
INSERT INTO "memberships" VALUES(5,'area','adalsbruk',77);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',56);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',59);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',66);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',67);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',69);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',70);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',76);
INSERT INTO "memberships" VALUES(5,'area','brenneriroa',82);
INSERT INTO "memberships" VALUES(5,'area','budor',81);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',45);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',46);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',47);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',48);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',49);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',50);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',51);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',52);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',53);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',54);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',55);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',56);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',57);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',58);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',59);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',60);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',61);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',62);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',63);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',64);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',65);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',66);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',67);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',68);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',69);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',70);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',71);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',72);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',73);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',74);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',75);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',76);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',77);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',78);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',79);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',80);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',81);
INSERT INTO "memberships" VALUES(5,'area','hele-kommunen',82);
INSERT INTO "memberships" VALUES(5,'area','jonsrud',57);
INSERT INTO "memberships" VALUES(5,'area','jonsrud',64);
INSERT INTO "memberships" VALUES(5,'area','jonsrud',65);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',45);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',46);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',47);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',48);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',60);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',61);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',62);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',63);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',68);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',71);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',72);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',73);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',74);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',75);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',78);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',79);
INSERT INTO "memberships" VALUES(5,'area','lotensentrum',80);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',52);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',53);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',54);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',55);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',58);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-myrvegen-flate',77);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',52);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',53);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',54);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',55);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',58);
INSERT INTO "memberships" VALUES(5,'area','nordbyvegen-naboer',77);
INSERT INTO "memberships" VALUES(5,'area','skulevegen',60);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',52);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',53);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',54);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',55);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',58);
INSERT INTO "memberships" VALUES(5,'area','trykksone-adalsbruk',77);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',83);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',84);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',85);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',86);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',87);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',88);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',89);
INSERT INTO "memberships" VALUES(6,'area','hele-kommunen',90);
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','2');
INSERT INTO "meta" VALUES('ledger','15ddf221aec8beb5');
INSERT INTO "meta" VALUES('capture_token','354203e7b2beaac00b5061dcad6659c3');
INSERT INTO "meta" VALUES('heartbeat','1795956949476');
INSERT INTO "meta" VALUES('banner_version','1');
INSERT INTO "meta" VALUES('banner_updated_at','1795956960551');
CREATE TABLE people (
	id INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	ref VARCHAR NOT NULL, 
	name VARCHAR, 
	address VARCHAR, 
	lat FLOAT, 
	lon FLOAT, 
	unit VARCHAR, 
	language VARCHAR, 
	sms_point INTEGER, 
	email_point INTEGER, 
	push_point INTEGER, 
	fault TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (list_id, ref), 
	FOREIGN KEY(list_id) REFERENCES lists (id)
);
INSERT INTO "people" VALUES(1,1,'K01','Anne Prøvestad','',NULL,NULL,'Ordfører','nb',1,2,NULL,'');
INSERT INTO "people" VALUES(2,1,'K02','Ola Øvingsrud','',NULL,NULL,'Varaordfører','nn',3,4,NULL,'');
INSERT INTO "people" VALUES(3,1,'K03','Marit Eksemplund','',NULL,NULL,'Kommunedirektør','nb',5,6,NULL,'');
INSERT INTO "people" VALUES(4,1,'K04','Per Testengen','',NULL,NULL,'Teknisk','nb',7,8,NULL,'');
INSERT INTO "people" VALUES(5,1,'K05','Inger Prøvelien','',NULL,NULL,'Helse','nb',9,10,NULL,'');
INSERT INTO "people" VALUES(6,1,'K06','Svein Øvingsbakk','',NULL,NULL,'Vannverket','nb',11,12,NULL,'');
INSERT INTO "people" VALUES(7,1,'K07','Siri Testvold','',NULL,NULL,'Beredskap','nb',13,14,NULL,'');
INSERT INTO "people" VALUES(8,1,'K08','Jon Eksempelmo','',NULL,NULL,'Stab','nb',15,16,NULL,'');
INSERT INTO "people" VALUES(9,1,'K09','Eli Prøvehaug','',NULL,NULL,'Servicetorg','nn',17,18,NULL,'');
INSERT INTO "people" VALUES(10,1,'P000006','Hilde Liksomlien','',NULL,NULL,'Løten helsetun','nb',19,20,NULL,'');
INSERT INTO "people" VALUES(11,1,'P000013','Andreas Påfunnbråten','',NULL,NULL,'Hjemmetjenesten','nb',21,22,NULL,'');
INSERT INTO "people" VALUES(12,1,'P000015','Andreas Testberget','',NULL,NULL,'Løten ungdomsskole','nb',23,24,NULL,'');
INSERT INTO "people" VALUES(13,2,'K01','Anne Prøvestad','',NULL,NULL,'Ordfører','nb',1,2,NULL,'');
INSERT INTO "people" VALUES(14,2,'K02','Ola Øvingsrud','',NULL,NULL,'Varaordfører','nn',3,4,NULL,'');
INSERT INTO "people" VALUES(15,2,'V000001','Nora Påfunnbråten','',NULL,NULL,'Kommunestyret','nb',25,26,NULL,'');
INSERT INTO "people" VALUES(16,2,'V000002','Tor Tenkebråten','',NULL,NULL,'Kommunestyret','nb',27,28,NULL,'');
INSERT INTO "people" VALUES(17,2,'V000003','Sølvi Øvingsberget','',NULL,NULL,'Kommunestyret','nb',29,30,NULL,'');
INSERT INTO "people" VALUES(18,2,'V000004','Nina Tenkedalen','',NULL,NULL,'Kommunestyret','nb',31,32,NULL,'');
INSERT INTO "people" VALUES(19,2,'V000005','Bjørn Eksempeltangen','',NULL,NULL,'Kommunestyret','nb',33,34,NULL,'');
INSERT INTO "people" VALUES(20,2,'V000006','Bård Liksommoen','',NULL,NULL,'Kommunestyret','nb',35,36,NULL,'');
INSERT INTO "people" VALUES(21,2,'V000007','Sjur Påfunnhaugen','',NULL,NULL,'Kommunestyret','nb',37,38,NULL,'');
INSERT INTO "people" VALUES(22,2,'V000008','Sjur Testhaugen','',NULL,NULL,'Kommunestyret','nb',39,40,NULL,'');
INSERT INTO "people" VALUES(23,2,'V000009','Randi Oppdiktrud','',NULL,NULL,'Kommunestyret','nb',41,42,NULL,'');
INSERT INTO "people" VALUES(24,2,'V000010','Odd Oppdiktrud','',NULL,NULL,'Kommunestyret','nb',43,44,NULL,'');
INSERT INTO "people" VALUES(25,3,'N000001','Emma Øvingsåsen','Fabrikkvegen 41, 2345 Ådalsbruk',60.79405,11.32001,'Øvingsåsen Dagligvare','nb',45,NULL,NULL,'');
INSERT INTO "people" VALUES(26,3,'N000002','Odd Prøvelien','Kirkevegen 81, 2340 Løten',60.81868,11.34389,'Prøvelien Bakeri','nb',46,NULL,NULL,'');
INSERT INTO "people" VALUES(27,3,'N000003','Åse Mønsterengen','Idrettsvegen 65, 2340 Jønsrud',60.81681,11.27561,'Mønsterengen Sagbruk','nb',47,48,NULL,'');
INSERT INTO "people" VALUES(28,3,'N000004','Hilde Tenkelien','Rådhusvegen 7, 2340 Løten',60.81801,11.35021,'Tenkelien Verksted','nb',49,50,NULL,'');
INSERT INTO "people" VALUES(29,3,'N000005','Berit Testmyra','Utmarkvegen 41 A, 2340 Løten',60.83764,11.37078,'Testmyra Kafé','nb',51,52,NULL,'');
INSERT INTO "people" VALUES(30,3,'N000006','Knut Testrud','Åkervegen 71, 2340 Østvang',60.83787,11.41691,'Testrud Frisør','nb',53,54,NULL,'');
INSERT INTO "people" VALUES(31,3,'N000007','Åshild Prøvelien','Møllevegen 3 A, 2345 Ådalsbruk',60.79448,11.32295,'Prøvelien Gartneri','nb',55,56,NULL,'');
INSERT INTO "people" VALUES(32,3,'N000008','Gunnhild Påfunnåsen','Potetvegen 79 A, 2340 Brenneriroa',60.8135,11.30811,'Påfunnåsen Overnatting','nb',57,58,NULL,'');
INSERT INTO "people" VALUES(33,3,'N000009','Erik Påfunnløkka','Nordbyvegen 76 B, 2345 Ådalsbruk',60.79806,11.32838,'Påfunnløkka Byggevare','so',59,60,NULL,'');
INSERT INTO "people" VALUES(34,3,'N000010','Hans Eksempelberget','Nordbyvegen 81, 2345 Ådalsbruk',60.79331,11.32101,'Eksempelberget Regnskap','nb',61,62,NULL,'');
INSERT INTO "people" VALUES(35,3,'N000011','Noah Eksempelbråten','Potetvegen 54, 2340 Brenneriroa',60.81104,11.30841,'Eksempelbråten Dagligvare','nb',63,64,NULL,'');
INSERT INTO "people" VALUES(36,3,'N000012','Maja Mønstersveen','Møllevegen 12, 2345 Ådalsbruk',60.79738,11.3086,'Mønstersveen Bakeri','nb',65,66,NULL,'');
INSERT INTO "people" VALUES(37,4,'M000001','Morten Eksempelberget','',NULL,NULL,'Prøveavisa','nb',67,68,NULL,'');
INSERT INTO "people" VALUES(38,4,'M000002','Øyvind Prøvetangen','',NULL,NULL,'Øvingsposten','nb',69,70,NULL,'');
INSERT INTO "people" VALUES(39,4,'M000003','Inger Oppdiktstad','',NULL,NULL,'Testradioen','nb',71,72,NULL,'');
INSERT INTO "people" VALUES(40,4,'M000004','Liv Eksempelberget','',NULL,NULL,'Eksempelbladet','nb',73,74,NULL,'');
INSERT INTO "people" VALUES(41,4,'M000005','Turid Prøvesveen','',NULL,NULL,'Mønsternytt','nb',75,76,NULL,'');
INSERT INTO "people" VALUES(42,4,'M000006','Terje Testdalen','',NULL,NULL,'Kladdetidende','nb',77,78,NULL,'');
INSERT INTO "people" VALUES(43,4,'M000007','Knut Tenkebråten','',NULL,NULL,'Utkastavisa','nb',79,80,NULL,'');
INSERT INTO "people" VALUES(44,4,'M000008','Noah Oppdiktbråten','',NULL,NULL,'Tenketv','nb',81,82,NULL,'');
INSERT INTO "people" VALUES(45,5,'P000001','Tone Testengen','Rådhusvegen 5, 2340 Løten',60.81746,11.34611,'','en',83,NULL,NULL,'');
INSERT INTO "people" VALUES(46,5,'P000002','Odd Testengen','Rådhusvegen 5, 2340 Løten',60.81746,11.34611,'','nb',84,85,NULL,'');
INSERT INTO "people" VALUES(47,5,'P000003','Øyvind Testengen','Rådhusvegen 5, 2340 Løten',60.81746,11.34611,'','nb',86,87,NULL,'');
INSERT INTO "people" VALUES(48,5,'P000004','Ingrid Testengen','Rådhusvegen 5, 2340 Løten',60.81746,11.34611,'','nb',88,NULL,NULL,'');
INSERT INTO "people" VALUES(49,5,'P000005','Andreas Liksomlien','Finnskogvegen 63, 2340 Løten',60.82722,11.38085,'','nb',89,90,NULL,'');
INSERT INTO "people" VALUES(50,5,'P000006','Hilde Liksomlien','Finnskogvegen 63, 2340 Løten',60.82722,11.38085,'','nb',19,91,NULL,'');
INSERT INTO "people" VALUES(51,5,'P000007','Nina Liksomlien','Finnskogvegen 63, 2340 Løten',60.82722,11.38085,'','nb',92,93,NULL,'');
INSERT INTO "people" VALUES(52,5,'P000008','Maja Utkastmyra','Ådalsvegen 37, 2345 Ådalsbruk',60.79698,11.31229,'','nb',94,95,NULL,'');
INSERT INTO "people" VALUES(53,5,'P000009','Emil Utkastmyra','Ådalsvegen 37, 2345 Ådalsbruk',60.79698,11.31229,'','nb',96,97,NULL,'');
INSERT INTO "people" VALUES(54,5,'P000010','Wenche Utkastmyra','Ådalsvegen 37, 2345 Ådalsbruk',60.79698,11.31229,'','nb',98,99,NULL,'');
INSERT INTO "people" VALUES(55,5,'P000011','Åshild Utkastmyra','Ådalsvegen 37, 2345 Ådalsbruk',60.79698,11.31229,'','nb',100,101,NULL,'');
INSERT INTO "people" VALUES(56,5,'P000012','Thomas Eksempelengen','Brennerivegen 68, 2340 Brenneriroa',60.81136,11.31607,'','nb',102,103,NULL,'');
INSERT INTO "people" VALUES(57,5,'P000013','Andreas Påfunnbråten','Lysløypevegen 25, 2340 Jønsrud',60.81395,11.28397,'','nb',21,104,NULL,'');
INSERT INTO "people" VALUES(58,5,'P000014','Oddny Mønstermoen','Ådalsvegen 67, 2345 Ådalsbruk',60.79646,11.31553,'','nb',105,106,NULL,'');
INSERT INTO "people" VALUES(59,5,'P000015','Andreas Testberget','Byggvegen 48, 2340 Brenneriroa',60.81108,11.31017,'','nb',23,107,NULL,'');
INSERT INTO "people" VALUES(60,5,'P000016','Emma Eksempelåsen','Skulevegen 2, 2340 Løten',60.81443,11.34212,'','nb',NULL,108,NULL,'');
INSERT INTO "people" VALUES(61,5,'P000017','Ingeborg Testtangen','Skulevegen 77 A, 2340 Løten',60.81982,11.34422,'','nb',109,110,NULL,'');
INSERT INTO "people" VALUES(62,5,'P000018','Jan Testtangen','Skulevegen 77 A, 2340 Løten',60.81982,11.34422,'','nb',111,112,NULL,'');
INSERT INTO "people" VALUES(63,5,'P000019','Pål Testtangen','Skulevegen 77 A, 2340 Løten',60.81982,11.34422,'','nb',113,114,NULL,'');
INSERT INTO "people" VALUES(64,5,'P000020','Berit Testløkka','Jønsrudvegen 11 B, 2340 Jønsrud',60.81756,11.27728,'','nb',115,116,NULL,'');
INSERT INTO "people" VALUES(65,5,'P000021','Nina Testløkka','Jønsrudvegen 11 B, 2340 Jønsrud',60.81756,11.27728,'','nb',117,NULL,NULL,'');
INSERT INTO "people" VALUES(66,5,'P000022','Turid Skinnengen','Potetvegen 68 B, 2340 Brenneriroa',60.81168,11.31309,'','nb',NULL,118,NULL,'');
INSERT INTO "people" VALUES(67,5,'P000023','Turid Prøvestad','Maltvegen 25, 2340 Brenneriroa',60.81,11.31462,'','nb',119,120,NULL,'');
INSERT INTO "people" VALUES(68,5,'P000024','Morten Oppdiktlien','Stasjonsvegen 86 A, 2340 Løten',60.81777,11.34324,'','nb',121,122,NULL,'');
INSERT INTO "people" VALUES(69,5,'P000025','Svein Utkaststad','Maltvegen 8, 2340 Brenneriroa',60.80922,11.31163,'','nb',123,124,NULL,'');
INSERT INTO "people" VALUES(70,5,'P000026','Øyvind Utkaststad','Maltvegen 8, 2340 Brenneriroa',60.80922,11.31163,'','nb',NULL,125,NULL,'');
INSERT INTO "people" VALUES(71,5,'P000027','Kjell Prøveåsen','Seljevegen 68 A, 2340 Løten',60.81664,11.33852,'','nb',126,127,NULL,'');
INSERT INTO "people" VALUES(72,5,'P000028','Gunnar Prøveåsen','Seljevegen 68 A, 2340 Løten',60.81664,11.33852,'','nb',128,129,NULL,'');
INSERT INTO "people" VALUES(73,5,'P000029','Noah Prøveåsen','Seljevegen 68 A, 2340 Løten',60.81664,11.33852,'','nb',130,131,NULL,'');
INSERT INTO "people" VALUES(74,5,'P000030','Jan Prøveåsen','Seljevegen 68 A, 2340 Løten',60.81664,11.33852,'','nb',132,133,NULL,'');
INSERT INTO "people" VALUES(75,5,'P000031','Erik Prøveåsen','Seljevegen 68 A, 2340 Løten',60.81664,11.33852,'','en',134,135,NULL,'');
INSERT INTO "people" VALUES(76,5,'P000032','Arne Skinnmoen','Brennerivegen 80 A, 2340 Brenneriroa',60.8128,11.30754,'','nn',136,NULL,NULL,'');
INSERT INTO "people" VALUES(77,5,'P000033','Anne Tenkerud','Ådalsvegen 1 A, 2345 Ådalsbruk',60.7956,11.3126,'','nb',137,138,NULL,'');
INSERT INTO "people" VALUES(78,5,'P000034','Håkon Utkastberget','Skulevegen 64, 2340 Løten',60.81683,11.33987,'','nb',139,140,NULL,'');
INSERT INTO "people" VALUES(79,5,'P000035','Marit Utkastberget','Skulevegen 64, 2340 Løten',60.81683,11.33987,'','nb',141,142,NULL,'');
INSERT INTO "people" VALUES(80,5,'P000036','Anne Utkastberget','Skulevegen 64, 2340 Løten',60.81683,11.33987,'','nb',143,144,NULL,'');
INSERT INTO "people" VALUES(81,5,'P000037','Hans Øvingslien','Budorvegen 43 B, 2340 Budor',60.934,11.34947,'','nb',145,146,NULL,'');
INSERT INTO "people" VALUES(82,5,'P000038','Gunnhild Påfunnberget','Maltvegen 45 A, 2340 Brenneriroa',60.81102,11.31266,'','nb',147,148,NULL,'');
INSERT INTO "people" VALUES(83,6,'K07','Siri Testvold','',NULL,NULL,'','nb',13,14,NULL,'');
INSERT INTO "people" VALUES(84,6,'K08','Jon Eksempelmo','',NULL,NULL,'','nb',15,16,NULL,'');
INSERT INTO "people" VALUES(85,6,'K09','Eli Prøvehaug','',NULL,NULL,'','nn',17,18,NULL,'');
INSERT INTO "people" VALUES(86,6,'T001','Kari Prøvelund','',NULL,NULL,'','nb',149,150,NULL,'');
INSERT INTO "people" VALUES(87,6,'T002','Tor Testbråten','',NULL,NULL,'','nb',151,152,NULL,'');
INSERT INTO "people" VALUES(88,6,'T003','Åse Øvingsmo','',NULL,NULL,'','nn',153,154,NULL,'');
INSERT INTO "people" VALUES(89,6,'T004','Emil Mønsterlien','',NULL,NULL,'','en',155,NULL,NULL,'');
INSERT INTO "people" VALUES(90,6,'T005','Nora Kladdeengen','',NULL,NULL,'','nb',NULL,156,NULL,'');
INSERT INTO "people" VALUES(91,7,'plan:beredskapskoordinator','Siri Testvold','',NULL,NULL,'','nb',13,14,NULL,'');
INSERT INTO "people" VALUES(92,7,'plan:informasjonsansvarlig','Jon Eksempelmo','',NULL,NULL,'','nb',15,16,NULL,'');
INSERT INTO "people" VALUES(93,7,'plan:kommunalsjef-helse','Inger Prøvelien','',NULL,NULL,'','nb',9,10,NULL,'');
INSERT INTO "people" VALUES(94,7,'plan:kommunalsjef-teknisk','Per Testengen','',NULL,NULL,'','nb',7,8,NULL,'');
INSERT INTO "people" VALUES(95,7,'plan:kommunedirektor','Marit Eksemplund','',NULL,NULL,'','nb',5,6,NULL,'');
INSERT INTO "people" VALUES(96,7,'plan:ordforer','Anne Prøvestad','',NULL,NULL,'','nb',1,2,NULL,'');
INSERT INTO "people" VALUES(97,7,'plan:servicetorgleder','Eli Prøvehaug','',NULL,NULL,'','nn',17,18,NULL,'');
INSERT INTO "people" VALUES(98,7,'plan:vannverksleder','Svein Øvingsbakk','',NULL,NULL,'','nb',11,12,NULL,'');
INSERT INTO "people" VALUES(99,7,'plan:varaordforer','Ola Øvingsrud','',NULL,NULL,'','nn',3,4,NULL,'');
CREATE TABLE plans (
	hash VARCHAR NOT NULL, 
	document TEXT NOT NULL, 
	first_used_at BIGINT NOT NULL, 
	PRIMARY KEY (hash)
);
INSERT INTO "plans" VALUES('6a57785f4844424d7ded8b744c93db289d7dd9ac909d9675d9d2fff89c701cc8','{"areas":{"adalsbruk":{"feature":"adalsbruk","file":"contacts/areas/loten.geojson","in_text":{},"key":"adalsbruk","kind":"polygon","name":"Ådalsbruk","names":[],"polygon":[[[[11.29,60.7885],[11.318,60.788],[11.345,60.79],[11.348,60.8005],[11.322,60.8035],[11.292,60.8015],[11.29,60.7885]]]]},"brenneriroa":{"feature":"brenneriroa","file":"contacts/areas/loten.geojson","in_text":{},"key":"brenneriroa","kind":"polygon","name":"Brenneriroa","names":[],"polygon":[[[[11.298,60.8045],[11.3235,60.806],[11.3235,60.8195],[11.298,60.819],[11.298,60.8045]]]]},"budor":{"feature":"budor","file":"contacts/areas/loten.geojson","in_text":{},"key":"budor","kind":"polygon","name":"Budor","names":[],"polygon":[[[[11.31,60.92],[11.385,60.915],[11.3885,60.945],[11.345,60.965],[11.315,60.96],[11.31,60.92]]]]},"hele-kommunen":{"feature":"hele-kommunen","file":"contacts/areas/loten.geojson","in_text":{"en":"all of Løten","nb":"hele Løten","nn":"heile Løten"},"key":"hele-kommunen","kind":"all","name":"Hele kommunen","names":[],"polygon":[[[[11.24167,60.78762],[11.25157,60.78679],[11.26571,60.78927],[11.2661,60.78715],[11.27914,60.78715],[11.28594,60.78409],[11.29151,60.78662],[11.30045,60.78534],[11.31863,60.7867],[11.31971,60.77809],[11.33346,60.77677],[11.3339,60.76031],[11.34085,60.76222],[11.35804,60.75872],[11.36847,60.76256],[11.37984,60.75892],[11.39667,60.76533],[11.39944,60.76092],[11.40807,60.75753],[11.40818,60.75378],[11.42163,60.74944],[11.42855,60.7425],[11.44607,60.73933],[11.44961,60.73439],[11.44864,60.72731],[11.46508,60.72254],[11.4648,60.72717],[11.49032,60.71804],[11.52065,60.70033],[11.57694,60.69356],[11.59512,60.68809],[11.61687,60.67538],[11.62598,60.67684],[11.62932,60.68452],[11.64297,60.69326],[11.62022,60.70522],[11.61527,60.71197],[11.61812,60.718],[11.62349,60.71665],[11.63544,60.7308],[11.6242,60.74126],[11.59772,60.75832],[11.59689,60.76135],[11.58214,60.7683],[11.5494,60.77807],[11.53883,60.77773],[11.52378,60.78356],[11.51558,60.78149],[11.51539,60.78661],[11.50581,60.80014],[11.49956,60.80405],[11.49386,60.81972],[11.49463,60.83054],[11.4927,60.84182],[11.48802,60.85336],[11.45597,60.87672],[11.44983,60.89252],[11.45108,60.89979],[11.44668,60.91026],[11.42354,60.9307],[11.40209,60.94387],[11.35967,60.97377],[11.34027,60.99258],[11.29895,61.01513],[11.26004,61.03655],[11.23793,61.05526],[11.22855,61.03583],[11.2198,60.94399],[11.24786,60.91269],[11.27357,60.87546],[11.2723,60.87026],[11.27579,60.85759],[11.27958,60.85151],[11.27117,60.84733],[11.27501,60.83553],[11.26652,60.83099],[11.26657,60.82629],[11.26026,60.82157],[11.26076,60.81619],[11.23763,60.81247],[11.24167,60.78762]]]]},"jonsrud":{"feature":"jonsrud","file":"contacts/areas/loten.geojson","in_text":{},"key":"jonsrud","kind":"polygon","name":"Jønsrud","names":[],"polygon":[[[[11.26,60.798],[11.289,60.803],[11.297,60.806],[11.297,60.824],[11.2675,60.8245],[11.2635,60.815],[11.26,60.798]]]]},"lotensentrum":{"feature":"lotensentrum","file":"contacts/areas/loten.geojson","in_text":{},"key":"lotensentrum","kind":"polygon","name":"Løten sentrum","names":[],"polygon":[[[[11.3245,60.8085],[11.365,60.807],[11.372,60.822],[11.35,60.83],[11.3245,60.826],[11.3245,60.8085]]]]},"nordbyvegen-myrvegen":{"feature":"","file":"","in_text":{"en":"Nordbyvegen and Myrvegen"},"key":"nordbyvegen-myrvegen","kind":"list","name":"Nordbyvegen og Myrvegen","names":["Nordbyvegen","Myrvegen"],"polygon":[]},"nordbyvegen-myrvegen-flate":{"feature":"nordbyvegen-myrvegen-flate","file":"contacts/areas/loten.geojson","in_text":{"en":"Nordbyvegen and Myrvegen","nb":"Nordbyvegen og Myrvegen","nn":"Nordbyvegen og Myrvegen"},"key":"nordbyvegen-myrvegen-flate","kind":"polygon","name":"Nordbyvegen og Myrvegen (kart)","names":[],"polygon":[[[[11.31,60.795],[11.3268,60.795],[11.3268,60.7975],[11.31,60.7975],[11.31,60.795]]]]},"nordbyvegen-naboer":{"feature":"nordbyvegen-naboer","file":"contacts/areas/loten.geojson","in_text":{"en":"the area around Nordbyvegen","nb":"området rundt Nordbyvegen","nn":"området rundt Nordbyvegen"},"key":"nordbyvegen-naboer","kind":"polygon","name":"Naboer til Nordbyvegen","names":[],"polygon":[[[[11.303,60.7915],[11.334,60.7915],[11.334,60.8005],[11.303,60.8005],[11.303,60.7915]]]]},"ostvang":{"feature":"ostvang","file":"contacts/areas/loten.geojson","in_text":{},"key":"ostvang","kind":"polygon","name":"Østvang","names":[],"polygon":[[[[11.385,60.825],[11.44,60.82],[11.45,60.845],[11.39,60.85],[11.385,60.825]]]]},"skulevegen":{"feature":"","file":"","in_text":{},"key":"skulevegen","kind":"list","name":"Skulevegen 1-40","names":["Skulevegen 1-40"],"polygon":[]},"trykksone-adalsbruk":{"feature":"","file":"","in_text":{"en":"Ådalsbruk","nb":"Ådalsbruk","nn":"Ådalsbruk"},"key":"trykksone-adalsbruk","kind":"list","name":"Trykksone Ådalsbruk","names":["Brukvegen","Klevfosvegen","Myrvegen","Ådalsvegen"],"polygon":[]}},"audiences":{"ansatte":{"by_area":false,"class":"staff","groups":[],"hours":"22:00-07:00","key":"ansatte","lists":["ansatte"],"name":"Alle ansatte","night":"send"},"innbyggere":{"by_area":true,"class":"citizen","groups":[],"hours":"22:00-07:00","key":"innbyggere","lists":["innbyggere"],"name":"Innbyggere","night":"send"},"kriseledelse":{"by_area":false,"class":"leader","groups":["kriseledelse"],"hours":"22:00-07:00","key":"kriseledelse","lists":["ansatte"],"name":"Kriseledelsen","night":"send"},"ledere":{"by_area":false,"class":"leader","groups":["ledere"],"hours":"22:00-07:00","key":"ledere","lists":["ansatte"],"name":"Ledere","night":"send"},"naeringsliv":{"by_area":true,"class":"citizen","groups":[],"hours":"22:00-07:00","key":"naeringsliv","lists":["naeringsliv"],"name":"Næringsliv","night":"send"},"politikere":{"by_area":false,"class":"leader","groups":[],"hours":"22:00-07:00","key":"politikere","lists":["politikere"],"name":"Politikere","night":"send"},"presse":{"by_area":false,"class":"press","groups":[],"hours":"22:00-07:00","key":"presse","lists":["presse"],"name":"Presse","night":"send"},"servicetorg":{"by_area":false,"class":"staff","groups":["servicetorg"],"hours":"22:00-07:00","key":"servicetorg","lists":["ansatte"],"name":"Servicetorget","night":"send"},"sykehjem":{"by_area":false,"class":"staff","groups":["sykehjem"],"hours":"22:00-07:00","key":"sykehjem","lists":["ansatte"],"name":"Sykehjem og omsorgsboliger","night":"send"},"tillitsvalgte":{"by_area":false,"class":"staff","groups":["tillitsvalgte"],"hours":"22:00-07:00","key":"tillitsvalgte","lists":["ansatte"],"name":"Tillitsvalgte","night":"send"},"vakt":{"by_area":false,"class":"staff","groups":["vakt"],"hours":"22:00-07:00","key":"vakt","lists":["ansatte"],"name":"Vaktpersonell","night":"send"},"varslingsproeve":{"by_area":false,"class":"citizen","groups":[],"hours":"22:00-07:00","key":"varslingsproeve","lists":["varslingsproeve"],"name":"Varslingsprøve","night":"send"}},"costs":{"email":0,"sms_part":0.49},"levels":{"alvorlig":{"key":"alvorlig","name":"Alvorlig hendelse","waves":[{"audiences":["kriseledelse","ledere"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Kriseledelse og ledere","public":false},{"audiences":["vakt","sykehjem","servicetorg"],"channels":["sms","email"],"fallback":[],"gate":{"longest_wait":"2m","share":0.9},"name":"De som må handle","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":{"longest_wait":"5m","share":0.9},"name":"Nettside","public":true},{"audiences":["innbyggere"],"channels":["sms","push","app","email"],"fallback":[],"gate":{"longest_wait":"30s","share":1},"name":"Innbyggere","public":false},{"audiences":["ansatte","politikere","naeringsliv","presse"],"channels":["email"],"fallback":["sms"],"gate":{"longest_wait":"10m","share":0.5},"name":"Andre som må vite det","public":false}]},"kritisk":{"key":"kritisk","name":"Kritisk hendelse","waves":[{"audiences":["kriseledelse","vakt"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Kriseledelse og vakt","public":false},{"audiences":["ledere","sykehjem","servicetorg"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Ledere, sykehjem og servicetorg","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":null,"name":"Nettside","public":true},{"audiences":["innbyggere"],"channels":["sms","push","app","email"],"fallback":[],"gate":null,"name":"Innbyggere","public":false},{"audiences":["ansatte","politikere","naeringsliv","presse"],"channels":["email"],"fallback":["sms"],"gate":null,"name":"Alle ansatte, politikere, næringsliv og presse","public":false}]},"liten":{"key":"liten","name":"Liten sak","waves":[{"audiences":["ledere"],"channels":["email"],"fallback":["sms"],"gate":null,"name":"Ledere","public":false},{"audiences":["vakt","servicetorg"],"channels":["email"],"fallback":["sms"],"gate":{"longest_wait":"10m","share":0.9},"name":"De som må handle","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":{"longest_wait":"10m","share":0.9},"name":"Nettside","public":true}]}},"lists":{"ansatte":{"consent":false,"file":"contacts/ansatte.csv","key":"ansatte","language":"nb","max_age":"90d"},"innbyggere":{"consent":false,"file":"contacts/innbyggere.csv","key":"innbyggere","language":"nb","max_age":"90d"},"naeringsliv":{"consent":false,"file":"contacts/naeringsliv.csv","key":"naeringsliv","language":"nb","max_age":"180d"},"politikere":{"consent":false,"file":"contacts/politikere.csv","key":"politikere","language":"nb","max_age":"180d"},"presse":{"consent":false,"file":"contacts/presse.csv","key":"presse","language":"nb","max_age":"180d"},"varslingsproeve":{"consent":true,"file":"contacts/varslingsprove.csv","key":"varslingsproeve","language":"nb","max_age":"180d"}},"municipality":{"center":{"lat":60.8165,"lon":11.343},"email_sender":"krisevarsel@loten.example","languages":["nb","nn","en"],"name":"Løten kommune","number":"3412","page":"loten.kommune.no/krise","press_contact":{"en":"the mayor","nb":"ordfører","nn":"ordførar"},"press_phone":"42 00 00 00","short":"Løten","sms_sender":"Loten"},"persons":{"beredskapskoordinator":{"email":"beredskap@loten.example","key":"beredskapskoordinator","language":"nb","mobile":"+4742000007","name":"Siri Testvold"},"informasjonsansvarlig":{"email":"informasjon@loten.example","key":"informasjonsansvarlig","language":"nb","mobile":"+4742000008","name":"Jon Eksempelmo"},"kommunalsjef-helse":{"email":"helse@loten.example","key":"kommunalsjef-helse","language":"nb","mobile":"+4742000005","name":"Inger Prøvelien"},"kommunalsjef-teknisk":{"email":"teknisk@loten.example","key":"kommunalsjef-teknisk","language":"nb","mobile":"+4742000004","name":"Per Testengen"},"kommunedirektor":{"email":"kommunedirektor@loten.example","key":"kommunedirektor","language":"nb","mobile":"+4742000003","name":"Marit Eksemplund"},"ordforer":{"email":"ordforer@loten.example","key":"ordforer","language":"nb","mobile":"+4742000001","name":"Anne Prøvestad"},"servicetorgleder":{"email":"servicetorg@loten.example","key":"servicetorgleder","language":"nn","mobile":"+4742000009","name":"Eli Prøvehaug"},"vannverksleder":{"email":"vannverk@loten.example","key":"vannverksleder","language":"nb","mobile":"+4742000006","name":"Svein Øvingsbakk"},"varaordforer":{"email":"varaordforer@loten.example","key":"varaordforer","language":"nn","mobile":"+4742000002","name":"Ola Øvingsrud"}},"places":{"jonsrud-skole":{"key":"jonsrud-skole","kind":"meeting","lat":60.8143,"lon":11.2814,"name":"Jønsrud skole"},"loten-brannstasjon":{"key":"loten-brannstasjon","kind":"operation","lat":60.8128,"lon":11.3505,"name":"Løten brannstasjon"},"loten-radhus":{"key":"loten-radhus","kind":"meeting","lat":60.8172,"lon":11.3439,"name":"Løten rådhus"},"loten-ungdomsskole":{"key":"loten-ungdomsskole","kind":"meeting","lat":60.8246,"lon":11.3412,"name":"Løten ungdomsskole"},"ostvang-skole":{"key":"ostvang-skole","kind":"meeting","lat":60.8352,"lon":11.4168,"name":"Østvang skole"}},"plan":{"adopted_by":"","case":"","date":null,"last_revised":"2026-11-01","name":"Krisekommunikasjonsplan for Løten kommune","next_revision":"2027-11-01","status":"draft","version":"1.0"},"rates":{"email":20,"sms":10},"retention":{"content":"3650d","recipients":"180d"},"roles":{"beredskapskoordinator":{"authority":"","deputies":["informasjonsansvarlig"],"holder":"beredskapskoordinator","key":"beredskapskoordinator","title":"beredskapskoordinator"},"informasjonsansvarlig":{"authority":"","deputies":["servicetorgleder"],"holder":"informasjonsansvarlig","key":"informasjonsansvarlig","title":"informasjonsansvarlig"},"kommunalsjef-teknisk":{"authority":"Eier av vannverket, som skal varsle straks ved mistanke om helsefare (drikkevannsforskriften)","deputies":["vannverksleder"],"holder":"kommunalsjef-teknisk","key":"kommunalsjef-teknisk","title":"kommunalsjef for teknisk"},"kommunedirektor":{"authority":"Øverste administrative informasjonsansvar (kommunens informasjonsstrategi)","deputies":["kommunalsjef-helse","kommunalsjef-teknisk"],"holder":"kommunedirektor","key":"kommunedirektor","title":"kommunedirektør"},"kriseleder":{"authority":"Leder kriseledelsen (overordnet beredskapsplan)","deputies":["beredskapskoordinator","kommunalsjef-helse"],"holder":"kommunedirektor","key":"kriseleder","title":"kriseleder"},"ordforer":{"authority":"Øverste informasjonsansvar i kriser (kommunens informasjonsstrategi)","deputies":["varaordforer","kommunedirektor"],"holder":"ordforer","key":"ordforer","title":"ordfører"}},"scenarios":{"evakuering":{"affects_staff":true,"approval":{"approvers":["ordforer","kommunedirektor","kriseleder"],"ask":"all","minutes":2},"category":"Safety","ceiling":{"cost":20000,"people":15000},"certainty":"likely","default_areas":[],"event":"Evakuering","expires_after":"12h","fields":[{"choices":{"eksplosjon":{"en":"explosion","nb":"eksplosjon","nn":"eksplosjon"},"flom":{"en":"flooding","nb":"flom","nn":"flaum"},"gass":{"en":"toxic gas","nb":"farlig gass","nn":"farleg gass"},"leirskred":{"en":"landslide","nb":"leirskred","nn":"leirskred"},"skogbrann":{"en":"forest fire","nb":"skogbrann","nn":"skogbrann"}},"default":"","example":"leirskred","key":"fare","kind":"choice","kinds":["first","update","correction"],"label":{"en":"What is the danger?","nb":"Hva er faren?","nn":"Kva er faren?"},"language":"","max_length":80,"required":true,"translates":""},{"choices":{},"default":"","example":"Løten ungdomsskole","key":"moteplass","kind":"place","kinds":["first","update","correction"],"label":{"en":"Meeting place","nb":"Møteplass (utenfor faresonen)","nn":"Møteplass (utanfor faresona)"},"language":"","max_length":80,"required":true,"translates":""},{"choices":{},"default":"","example":"Nordbyvegen og Myrvegen","key":"sted","kind":"text","kinds":["first","update","correction","all-clear","retraction"],"label":{"en":"Place","nb":"Sted (tomt = områdene du har valgt)","nn":"Stad (tomt = områda du har valt)"},"language":"","max_length":60,"required":false,"translates":""},{"choices":{"nord":{"en":"NORTH","nb":"NORDOVER","nn":"NORDOVER"},"opp":{"en":"UPHILL","nb":"OPPOVER","nn":"OPPOVER"},"ost":{"en":"EAST","nb":"ØSTOVER","nn":"AUSTOVER"},"sor":{"en":"SOUTH","nb":"SØROVER","nn":"SØROVER"},"vest":{"en":"WEST","nb":"VESTOVER","nn":"VESTOVER"}},"default":"","example":"nord","key":"retning","kind":"choice","kinds":["first","update","correction"],"label":{"en":"Which way?","nb":"Hvilken vei skal folk gå?","nn":"Kva veg skal folk gå?"},"language":"","max_length":80,"required":false,"translates":""},{"choices":{},"default":"","example":"ikke over brua","key":"unnga","kind":"text","kinds":["first","update","correction"],"label":{"en":"Where must they not go?","nb":"Hvor skal de ikke gå?","nn":"Kvar skal dei ikkje gå?"},"language":"","max_length":40,"required":false,"translates":""},{"choices":{},"default":"","example":"not over the bridge","key":"unnga_en","kind":"text","kinds":["first","update","correction"],"label":{"en":"The same in English","nb":"Det samme på engelsk","nn":"Det same på engelsk"},"language":"en","max_length":40,"required":false,"translates":"unnga"},{"choices":{},"default":"","example":"23:30","key":"neste_melding","kind":"time","kinds":["first","update","correction"],"label":{"en":"Next message by","nb":"Neste melding senest","nn":"Neste melding seinast"},"language":"","max_length":80,"required":false,"translates":""},{"choices":{},"default":"","example":"Vegen er stengt ved brua.","key":"endring","kind":"text","kinds":["update"],"label":{"en":"What is new? One sentence in Norwegian","nb":"Hva er nytt? Én setning","nn":"Kva er nytt? Éi setning"},"language":"","max_length":100,"required":false,"translates":""},{"choices":{},"default":"","example":"The road is closed at the bridge.","key":"endring_en","kind":"text","kinds":["update"],"label":{"en":"The same in English","nb":"Det samme på engelsk","nn":"Det same på engelsk"},"language":"en","max_length":100,"required":false,"translates":"endring"},{"choices":{"annet":{"en":"an error","nb":"en feil","nn":"ein feil"},"omrade":{"en":"the wrong area","nb":"feil område","nn":"feil område"},"rad":{"en":"the wrong advice","nb":"feil råd","nn":"feil råd"},"tid":{"en":"the wrong time","nb":"feil tidspunkt","nn":"feil tidspunkt"}},"default":"annet","example":"","key":"feil","kind":"choice","kinds":["correction"],"label":{"en":"What was wrong in the message?","nb":"Hva var feil i meldingen?","nn":"Kva var feil i meldinga?"},"language":"","max_length":80,"required":false,"translates":""}],"key":"evakuering","lead":"police","level":"","link":false,"name":"Evakuering etter politiets beslutning","promise":"optional","responsible":"kriseleder","severity":"extreme","templates":"evakuering","unsure":"resend","urgency":"immediate","waves":[{"audiences":["kriseledelse","vakt"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Kriseledelse og vakt","public":false},{"audiences":["ledere","sykehjem","servicetorg"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Ledere, sykehjem og servicetorg","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":null,"name":"Nettside","public":true},{"audiences":["innbyggere"],"channels":["sms","push","app","email"],"fallback":[],"gate":null,"name":"Innbyggere","public":false}],"zones":[{"danger":true,"key":"evakuer","name":"Må evakuere","rest":false},{"danger":false,"key":"nabo","name":"Naboer som ikke skal evakuere","rest":false},{"danger":false,"key":"resten","name":"Resten av området","rest":true}]},"kokevarsel":{"affects_staff":false,"approval":{"approvers":["ordforer","kommunedirektor","kommunalsjef-teknisk"],"ask":"all","minutes":5},"category":"Health","ceiling":{"cost":20000,"people":15000},"certainty":"possible","default_areas":[],"event":"Kokevarsel","expires_after":"1d","fields":[{"choices":{},"default":"","example":"Ådalsbruk","key":"sted","kind":"text","kinds":["first","update","correction","all-clear","retraction"],"label":{"en":"Place","nb":"Sted (tomt = områdene du har valgt)","nn":"Stad (tomt = områda du har valt)"},"language":"","max_length":60,"required":false,"translates":""},{"choices":{},"default":"","example":"09:00","key":"neste_melding","kind":"time","kinds":["first","update","correction"],"label":{"en":"Next message by","nb":"Neste melding senest","nn":"Neste melding seinast"},"language":"","max_length":80,"required":true,"translates":""},{"choices":{},"default":"","example":"Vi har tatt nye prøver.","key":"endring","kind":"text","kinds":["update"],"label":{"en":"What is new? One sentence in Norwegian","nb":"Hva er nytt? Én setning","nn":"Kva er nytt? Éi setning"},"language":"","max_length":100,"required":false,"translates":""},{"choices":{},"default":"","example":"We have taken new samples.","key":"endring_en","kind":"text","kinds":["update"],"label":{"en":"The same in English","nb":"Det samme på engelsk","nn":"Det same på engelsk"},"language":"en","max_length":100,"required":false,"translates":"endring"},{"choices":{"annet":{"en":"an error","nb":"en feil","nn":"ein feil"},"omrade":{"en":"the wrong area","nb":"feil område","nn":"feil område"},"rad":{"en":"the wrong advice","nb":"feil råd","nn":"feil råd"},"tid":{"en":"the wrong time","nb":"feil tidspunkt","nn":"feil tidspunkt"}},"default":"annet","example":"","key":"feil","kind":"choice","kinds":["correction"],"label":{"en":"What was wrong in the message?","nb":"Hva var feil i meldingen?","nn":"Kva var feil i meldinga?"},"language":"","max_length":80,"required":false,"translates":""}],"key":"kokevarsel","lead":"municipality","level":"","link":true,"name":"Kokevarsel","promise":"required","responsible":"kommunalsjef-teknisk","severity":"severe","templates":"kokevarsel","unsure":"ask","urgency":"expected","waves":[{"audiences":["kriseledelse","ledere"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Kriseledelse og ledere","public":false},{"audiences":["vakt","sykehjem","servicetorg"],"channels":["sms","email"],"fallback":[],"gate":{"longest_wait":"2m","share":0.9},"name":"De som må handle","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":{"longest_wait":"5m","share":0.9},"name":"Nettside","public":true},{"audiences":["innbyggere"],"channels":["sms","push","app","email"],"fallback":[],"gate":{"longest_wait":"30s","share":1},"name":"Innbyggere","public":false}],"zones":[]},"stromutfall":{"affects_staff":true,"approval":{"approvers":["ordforer","kommunedirektor","kriseleder"],"ask":"all","minutes":5},"category":"Infra","ceiling":{"cost":20000,"people":15000},"certainty":"likely","default_areas":["hele-kommunen"],"event":"Strømbrudd","expires_after":"3d","fields":[{"choices":{},"default":"","example":"25.11","key":"til","kind":"time","kinds":["first","update","correction"],"label":{"en":"The power may be out until","nb":"Strømmen kan være borte til","nn":"Straumen kan vere borte til"},"language":"","max_length":80,"required":false,"translates":""},{"choices":{},"default":"","example":"17:00","key":"mobil_fra","kind":"time","kinds":["first","update","correction"],"label":{"en":"Mobile phones may stop from","nb":"Mobilnettet kan falle ut fra","nn":"Mobilnettet kan falle ut frå"},"language":"","max_length":80,"required":false,"translates":""},{"choices":{},"default":"rådhuset og Jønsrud skole","example":"rådhuset og Jønsrud skole","key":"moteplasser","kind":"text","kinds":["first","update","correction","all-clear","retraction"],"label":{"en":"Places with heat and help","nb":"Møteplasser med varme og hjelp","nn":"Møteplassar med varme og hjelp"},"language":"","max_length":60,"required":false,"translates":""},{"choices":{},"default":"the town hall and Jønsrud skole","example":"the town hall and Jønsrud skole","key":"moteplasser_en","kind":"text","kinds":["first","update","correction","all-clear","retraction"],"label":{"en":"The same in English","nb":"Det samme på engelsk","nn":"Det same på engelsk"},"language":"en","max_length":60,"required":false,"translates":"moteplasser"},{"choices":{},"default":"","example":"Løten","key":"sted","kind":"text","kinds":["first","update","correction","all-clear","retraction"],"label":{"en":"Place","nb":"Sted (tomt = områdene du har valgt)","nn":"Stad (tomt = områda du har valt)"},"language":"","max_length":60,"required":false,"translates":""},{"choices":{},"default":"","example":"","key":"neste_melding","kind":"time","kinds":["first","update","correction"],"label":{"en":"Next message by","nb":"Neste melding senest","nn":"Neste melding seinast"},"language":"","max_length":80,"required":false,"translates":""},{"choices":{},"default":"","example":"Kommunen deler ut vann på rådhuset.","key":"endring","kind":"text","kinds":["update"],"label":{"en":"What is new? One sentence in Norwegian","nb":"Hva er nytt? Én setning","nn":"Kva er nytt? Éi setning"},"language":"","max_length":100,"required":false,"translates":""},{"choices":{},"default":"","example":"Water is handed out at the town hall.","key":"endring_en","kind":"text","kinds":["update"],"label":{"en":"The same in English","nb":"Det samme på engelsk","nn":"Det same på engelsk"},"language":"en","max_length":100,"required":false,"translates":"endring"},{"choices":{"annet":{"en":"an error","nb":"en feil","nn":"ein feil"},"omrade":{"en":"the wrong area","nb":"feil område","nn":"feil område"},"rad":{"en":"the wrong advice","nb":"feil råd","nn":"feil råd"},"tid":{"en":"the wrong time","nb":"feil tidspunkt","nn":"feil tidspunkt"}},"default":"annet","example":"","key":"feil","kind":"choice","kinds":["correction"],"label":{"en":"What was wrong in the message?","nb":"Hva var feil i meldingen?","nn":"Kva var feil i meldinga?"},"language":"","max_length":80,"required":false,"translates":""}],"key":"stromutfall","lead":"municipality","level":"alvorlig","link":false,"name":"Strøm- og mobilbortfall","promise":"optional","responsible":"kriseleder","severity":"severe","templates":"stromutfall","unsure":"resend","urgency":"expected","waves":[{"audiences":["kriseledelse","ledere"],"channels":["sms","email"],"fallback":[],"gate":null,"name":"Kriseledelse og ledere","public":false},{"audiences":["vakt","sykehjem","servicetorg"],"channels":["sms","email"],"fallback":[],"gate":{"longest_wait":"2m","share":0.9},"name":"De som må handle","public":false},{"audiences":[],"channels":["banner"],"fallback":[],"gate":{"longest_wait":"5m","share":0.9},"name":"Nettside","public":true},{"audiences":["innbyggere"],"channels":["sms","push","app","email"],"fallback":[],"gate":{"longest_wait":"30s","share":1},"name":"Innbyggere","public":false},{"audiences":["ansatte","politikere","naeringsliv","presse"],"channels":["email"],"fallback":["sms"],"gate":{"longest_wait":"10m","share":0.5},"name":"Andre som må vite det","public":false}],"zones":[]}},"sensitive_words":["omkommet","omkomne","drept","skadd","mistenkt","gjerningsperson","diagnose","selvmord","barnevern","asylmottak"],"test_audience":"varslingsproeve","topics":[{"area":"","audience":"","language":"nb","topic":"loten-nb"},{"area":"","audience":"","language":"nn","topic":"loten-nn"},{"area":"","audience":"","language":"en","topic":"loten-en"},{"area":"adalsbruk","audience":"","language":"nb","topic":"loten-adalsbruk-nb"}]}',1795956952139);
CREATE TABLE published (
	alert_id VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	sent_at BIGINT NOT NULL, 
	confirmed_at BIGINT NOT NULL, 
	withdrawn_at BIGINT, 
	PRIMARY KEY (alert_id)
);
INSERT INTO "published" VALUES('1001-1','exercise',1795956960551,1795956960551,NULL);
CREATE TABLE receipts (
	id INTEGER NOT NULL, 
	attempt_id VARCHAR NOT NULL, 
	delivery_id INTEGER, 
	status VARCHAR NOT NULL, 
	rank INTEGER NOT NULL, 
	code VARCHAR DEFAULT '' NOT NULL, 
	provider_id VARCHAR, 
	known BOOLEAN NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "receipts" VALUES(1,'1236ddb18d9317e52425b4c441e46824-1',1,'sent',3,'','SMb757840d1970fb108971296e46acbe6f',1,1795956952781);
INSERT INTO "receipts" VALUES(2,'1236ddb18d9317e52425b4c441e46824-2',2,'sent',3,'','SMf0e411a6493071554ba19eb3102ce768',1,1795956952781);
INSERT INTO "receipts" VALUES(3,'1236ddb18d9317e52425b4c441e46824-3',3,'sent',3,'','SMb7f30bee5bd82bcc6d84e28e10025363',1,1795956952795);
INSERT INTO "receipts" VALUES(4,'1236ddb18d9317e52425b4c441e46824-4',4,'sent',3,'','SMb515855d6becd172388f47c0f575856c',1,1795956952795);
INSERT INTO "receipts" VALUES(5,'1236ddb18d9317e52425b4c441e46824-5',5,'sent',3,'','SM4a923489e947e43098d6972deff49ca5',1,1795956952795);
INSERT INTO "receipts" VALUES(6,'1236ddb18d9317e52425b4c441e46824-6',6,'sent',3,'','SMd521d5f83efd03218c7863bdb3846148',1,1795956952795);
INSERT INTO "receipts" VALUES(7,'1236ddb18d9317e52425b4c441e46824-1',1,'delivered',6,'','SMb757840d1970fb108971296e46acbe6f',1,1795956952809);
INSERT INTO "receipts" VALUES(8,'1236ddb18d9317e52425b4c441e46824-2',2,'delivered',6,'','SMf0e411a6493071554ba19eb3102ce768',1,1795956952822);
INSERT INTO "receipts" VALUES(9,'1236ddb18d9317e52425b4c441e46824-3',3,'delivered',6,'','SMb7f30bee5bd82bcc6d84e28e10025363',1,1795956952828);
INSERT INTO "receipts" VALUES(10,'1236ddb18d9317e52425b4c441e46824-4',4,'delivered',6,'','SMb515855d6becd172388f47c0f575856c',1,1795956952828);
INSERT INTO "receipts" VALUES(11,'1236ddb18d9317e52425b4c441e46824-5',5,'delivered',6,'','SM4a923489e947e43098d6972deff49ca5',1,1795956952828);
INSERT INTO "receipts" VALUES(12,'1236ddb18d9317e52425b4c441e46824-6',6,'delivered',6,'','SMd521d5f83efd03218c7863bdb3846148',1,1795956952828);
INSERT INTO "receipts" VALUES(13,'1f6ec76de7bd1d46ffa08c4ee756a9be-13',13,'sent',3,'','SMf434f82328d429d8a2f2e476b0e4f4f6',1,1795956960032);
INSERT INTO "receipts" VALUES(14,'1f6ec76de7bd1d46ffa08c4ee756a9be-14',14,'sent',3,'','SMa3e50363d3cc723e276b1641f0a41d4b',1,1795956960036);
INSERT INTO "receipts" VALUES(15,'1f6ec76de7bd1d46ffa08c4ee756a9be-15',15,'sent',3,'','SM131816f4b45dedcef267fe261e1ebb64',1,1795956960036);
INSERT INTO "receipts" VALUES(16,'1f6ec76de7bd1d46ffa08c4ee756a9be-16',16,'sent',3,'','SM5cb32dd9aa87980920be08b3ea08d940',1,1795956960036);
INSERT INTO "receipts" VALUES(17,'1f6ec76de7bd1d46ffa08c4ee756a9be-17',17,'sent',3,'','SMf2e3a1ddc62e981e7c5f9e8fd2725bdd',1,1795956960036);
INSERT INTO "receipts" VALUES(18,'1f6ec76de7bd1d46ffa08c4ee756a9be-18',18,'sent',3,'','SM6790bedd25b0d7ca314f6dfe7ca9a53d',1,1795956960036);
INSERT INTO "receipts" VALUES(19,'1f6ec76de7bd1d46ffa08c4ee756a9be-19',19,'sent',3,'','SM3f1ff813d93e298da771ea08e1a2241d',1,1795956960059);
INSERT INTO "receipts" VALUES(20,'1f6ec76de7bd1d46ffa08c4ee756a9be-20',20,'sent',3,'','SM7cf6cb4068aabec62dfd54412de656d3',1,1795956960060);
INSERT INTO "receipts" VALUES(21,'1f6ec76de7bd1d46ffa08c4ee756a9be-21',21,'sent',3,'','SMf82990e717d2447e1cd8d83228e29b9c',1,1795956960060);
INSERT INTO "receipts" VALUES(22,'1f6ec76de7bd1d46ffa08c4ee756a9be-13',13,'delivered',6,'','SMf434f82328d429d8a2f2e476b0e4f4f6',1,1795956960104);
INSERT INTO "receipts" VALUES(23,'1f6ec76de7bd1d46ffa08c4ee756a9be-14',14,'delivered',6,'','SMa3e50363d3cc723e276b1641f0a41d4b',1,1795956960106);
INSERT INTO "receipts" VALUES(24,'1f6ec76de7bd1d46ffa08c4ee756a9be-15',15,'delivered',6,'','SM131816f4b45dedcef267fe261e1ebb64',1,1795956960106);
INSERT INTO "receipts" VALUES(25,'1f6ec76de7bd1d46ffa08c4ee756a9be-16',16,'delivered',6,'','SM5cb32dd9aa87980920be08b3ea08d940',1,1795956960106);
INSERT INTO "receipts" VALUES(26,'1f6ec76de7bd1d46ffa08c4ee756a9be-17',17,'delivered',6,'','SMf2e3a1ddc62e981e7c5f9e8fd2725bdd',1,1795956960106);
INSERT INTO "receipts" VALUES(27,'1f6ec76de7bd1d46ffa08c4ee756a9be-18',18,'delivered',6,'','SM6790bedd25b0d7ca314f6dfe7ca9a53d',1,1795956960106);
INSERT INTO "receipts" VALUES(28,'1f6ec76de7bd1d46ffa08c4ee756a9be-19',19,'delivered',6,'','SM3f1ff813d93e298da771ea08e1a2241d',1,1795956960123);
INSERT INTO "receipts" VALUES(29,'1f6ec76de7bd1d46ffa08c4ee756a9be-20',20,'delivered',6,'','SM7cf6cb4068aabec62dfd54412de656d3',1,1795956960123);
INSERT INTO "receipts" VALUES(30,'1f6ec76de7bd1d46ffa08c4ee756a9be-21',21,'delivered',6,'','SMf82990e717d2447e1cd8d83228e29b9c',1,1795956960123);
INSERT INTO "receipts" VALUES(31,'610282494b4c01d33f7a981031e92411-31',31,'sent',3,'','SM69df0bebcc8b525c6d3bd53cb2be8780',1,1795956960247);
INSERT INTO "receipts" VALUES(32,'610282494b4c01d33f7a981031e92411-32',32,'sent',3,'','SM2f6201dc1041671423ac7503142aa2da',1,1795956960249);
INSERT INTO "receipts" VALUES(33,'610282494b4c01d33f7a981031e92411-33',33,'sent',3,'','SM4823f2a69544d65c06017a57484b3f45',1,1795956960249);
INSERT INTO "receipts" VALUES(34,'610282494b4c01d33f7a981031e92411-34',34,'sent',3,'','SM7e35c567913b4e6154d3b520d149cf82',1,1795956960249);
INSERT INTO "receipts" VALUES(35,'610282494b4c01d33f7a981031e92411-31',31,'delivered',6,'','SM69df0bebcc8b525c6d3bd53cb2be8780',1,1795956960339);
INSERT INTO "receipts" VALUES(36,'610282494b4c01d33f7a981031e92411-32',32,'delivered',6,'','SM2f6201dc1041671423ac7503142aa2da',1,1795956960350);
INSERT INTO "receipts" VALUES(37,'610282494b4c01d33f7a981031e92411-33',33,'delivered',6,'','SM4823f2a69544d65c06017a57484b3f45',1,1795956960350);
INSERT INTO "receipts" VALUES(38,'610282494b4c01d33f7a981031e92411-34',34,'delivered',6,'','SM7e35c567913b4e6154d3b520d149cf82',1,1795956960350);
INSERT INTO "receipts" VALUES(39,'5fc5bfa1ba15ae603d9307077b8ca3e7-40',40,'sent',3,'','SMfb5a2284589af5007c315cbdb2b9c8e5',1,1795956960880);
INSERT INTO "receipts" VALUES(40,'5fc5bfa1ba15ae603d9307077b8ca3e7-41',41,'sent',3,'','SM0de76d9937dd8a3771117fac2d23bb98',1,1795956960880);
INSERT INTO "receipts" VALUES(41,'5fc5bfa1ba15ae603d9307077b8ca3e7-42',42,'sent',3,'','SM004aa86bd2c4c7cedbffa21f668fd19d',1,1795956960880);
INSERT INTO "receipts" VALUES(42,'5fc5bfa1ba15ae603d9307077b8ca3e7-43',43,'sent',3,'','SM478d8e0b7842cfa5e08f1d33a41df8ae',1,1795956960880);
INSERT INTO "receipts" VALUES(43,'5fc5bfa1ba15ae603d9307077b8ca3e7-44',44,'sent',3,'','SMabdf567a576fd090f20d7fb195ff045b',1,1795956960880);
INSERT INTO "receipts" VALUES(44,'5fc5bfa1ba15ae603d9307077b8ca3e7-45',45,'sent',3,'','SM0bb1d2c8055e87bc54f4a0f52a8734a1',1,1795956960880);
INSERT INTO "receipts" VALUES(45,'5fc5bfa1ba15ae603d9307077b8ca3e7-40',40,'delivered',6,'','SMfb5a2284589af5007c315cbdb2b9c8e5',1,1795956961146);
INSERT INTO "receipts" VALUES(46,'5fc5bfa1ba15ae603d9307077b8ca3e7-41',41,'delivered',6,'','SM0de76d9937dd8a3771117fac2d23bb98',1,1795956961146);
INSERT INTO "receipts" VALUES(47,'5fc5bfa1ba15ae603d9307077b8ca3e7-42',42,'delivered',6,'','SM004aa86bd2c4c7cedbffa21f668fd19d',1,1795956961146);
INSERT INTO "receipts" VALUES(48,'5fc5bfa1ba15ae603d9307077b8ca3e7-43',43,'delivered',6,'','SM478d8e0b7842cfa5e08f1d33a41df8ae',1,1795956961146);
INSERT INTO "receipts" VALUES(49,'5fc5bfa1ba15ae603d9307077b8ca3e7-44',44,'delivered',6,'','SMabdf567a576fd090f20d7fb195ff045b',1,1795956961146);
INSERT INTO "receipts" VALUES(50,'5fc5bfa1ba15ae603d9307077b8ca3e7-45',45,'delivered',6,'','SM0bb1d2c8055e87bc54f4a0f52a8734a1',1,1795956961146);
CREATE TABLE reminders (
	alert_id VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (alert_id, what)
);
CREATE TABLE retractions (
	alert_id VARCHAR NOT NULL, 
	asked_by VARCHAR NOT NULL, 
	why TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (alert_id)
);
CREATE TABLE snapshot (
	id INTEGER NOT NULL, 
	alert_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	wave_id INTEGER NOT NULL, 
	cls VARCHAR NOT NULL, 
	ref VARCHAR NOT NULL, 
	person_id INTEGER, 
	list_id INTEGER, 
	channel VARCHAR, 
	point_id INTEGER, 
	language VARCHAR NOT NULL, 
	zone VARCHAR DEFAULT '' NOT NULL, 
	fate VARCHAR DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (alert_id, version, cls, ref)
);
INSERT INTO "snapshot" VALUES(1,'1001-1',1,1,'leader','K01',1,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(2,'1001-1',1,1,'leader','K02',2,1,NULL,NULL,'nn','','');
INSERT INTO "snapshot" VALUES(3,'1001-1',1,1,'leader','K03',3,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(4,'1001-1',1,1,'leader','K04',4,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(5,'1001-1',1,1,'leader','K05',5,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(6,'1001-1',1,1,'leader','K06',6,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(7,'1001-1',1,1,'leader','K07',7,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(8,'1001-1',1,1,'leader','K08',8,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(9,'1001-1',1,1,'leader','K09',9,1,NULL,NULL,'nn','','');
INSERT INTO "snapshot" VALUES(10,'1001-1',1,2,'staff','K06',6,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(11,'1001-1',1,2,'staff','K07',7,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(12,'1001-1',1,2,'staff','P000006',10,1,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(13,'1001-1',1,2,'staff','K09',9,1,NULL,NULL,'nn','','');
INSERT INTO "snapshot" VALUES(14,'1001-1',1,3,'public','public',NULL,NULL,'banner',NULL,'nb','','');
INSERT INTO "snapshot" VALUES(15,'1001-1',1,4,'citizen','P000008',52,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(16,'1001-1',1,4,'citizen','P000009',53,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(17,'1001-1',1,4,'citizen','P000010',54,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(18,'1001-1',1,4,'citizen','P000011',55,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(19,'1001-1',1,4,'citizen','P000014',58,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(20,'1001-1',1,4,'citizen','P000033',77,5,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(21,'1001-1',1,4,'citizen','app:loten-nb',NULL,NULL,'app',157,'nb','','');
INSERT INTO "snapshot" VALUES(22,'1001-1',1,4,'citizen','app:loten-nn',NULL,NULL,'app',158,'nn','','');
INSERT INTO "snapshot" VALUES(23,'1001-1',1,4,'citizen','app:loten-en',NULL,NULL,'app',159,'en','','');
INSERT INTO "snapshot" VALUES(24,'1001-1',1,4,'citizen','app:loten-adalsbruk-nb',NULL,NULL,'app',160,'nb','','');
INSERT INTO "snapshot" VALUES(25,'1001-s1',1,5,'leader','plan:ordforer',96,7,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(26,'1001-s1',1,5,'leader','plan:varaordforer',99,7,NULL,NULL,'nn','','');
INSERT INTO "snapshot" VALUES(27,'1001-s1',1,5,'leader','plan:kommunedirektor',95,7,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(28,'1001-s1',1,5,'leader','plan:kommunalsjef-helse',93,7,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(29,'1001-s1',1,5,'leader','plan:kommunalsjef-teknisk',94,7,NULL,NULL,'nb','','');
INSERT INTO "snapshot" VALUES(30,'1001-s1',1,5,'leader','plan:vannverksleder',98,7,NULL,NULL,'nb','','');
CREATE TABLE subscriptions (
	id INTEGER NOT NULL, 
	ref VARCHAR NOT NULL, 
	point_id INTEGER NOT NULL, 
	areas TEXT NOT NULL, 
	language VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	gone_at BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (ref), 
	FOREIGN KEY(point_id) REFERENCES contact_points (id)
);
CREATE TABLE tokens (
	digest VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(user_id) REFERENCES users (id)
);
INSERT INTO "tokens" VALUES('624f70652c643307cf2b6848ca8720280a132d07d018a4a811c79b6f809c2fe1',1,1795956943605);
INSERT INTO "tokens" VALUES('97e119776bc5864cdcc9814e4e56f9357018347e1d8d28f8bc3094466315687e',2,1795956944728);
CREATE TABLE users (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	roles TEXT NOT NULL, 
	person VARCHAR, 
	created_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "users" VALUES(1,'kari','["crisis-team"]','beredskapskoordinator',1795956941019);
INSERT INTO "users" VALUES(2,'anne','["approver"]','ordforer',1795956942460);
CREATE TABLE variants (
	id INTEGER NOT NULL, 
	alert_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	cls VARCHAR NOT NULL, 
	zone VARCHAR DEFAULT '' NOT NULL, 
	fate VARCHAR DEFAULT '' NOT NULL, 
	channel VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	headline TEXT NOT NULL, 
	body TEXT NOT NULL, 
	instruction TEXT NOT NULL, 
	html TEXT NOT NULL, 
	parts INTEGER NOT NULL, 
	encoding VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (alert_id, version, cls, zone, fate, channel, language), 
	FOREIGN KEY(alert_id) REFERENCES alerts (id)
);
INSERT INTO "variants" VALUES(1,'1001-1',1,'leader','','','sms','nb','','ØVELSE. Løten kommune til ledere 29.11 kl 13.55: Kokevarsel i Ådalsbruk. Sørg for kokt vann eller flaskevann der du har ansvar, og informer egne ansatte. Neste melding innen 29.11 kl 23. Presse: ordfører 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(2,'1001-1',1,'leader','','','sms','nn','','ØVELSE. Løten kommune til leiarar 29.11 kl 13.55: Kokevarsel i Ådalsbruk. Sørg for kokt vatn eller flaskevatn der du har ansvar, og informer eigne tilsette. Neste melding innan 29.11 kl 23. Presse: ordførar 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(3,'1001-1',1,'leader','','','sms','en','','ØVELSE/EXERCISE. Løten kommune to managers 29 Nov 13:55: Boil water notice for Ådalsbruk. Make sure there is boiled or bottled water where you are in charge, and inform your staff. Next message by 29 Nov 23:00. Press: the mayor 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(4,'1001-1',1,'leader','','','email','nb','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til ledere og folkevalgte fra Løten kommune 29.11 kl 13.55

Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.

DETTE SKAL DU GJØRE
- Informer egne ansatte nå, og sørg for at de vet hva de skal gjøre.
- Sørg for kokt vann eller flaskevann der du har ansvar.
- Meld fra til kriseledelsen om sårbare brukere og om det dere mangler.

DETTE VET VI
Det er mistanke om forurensning i vannet som går til Ådalsbruk.

DETTE VET VI IKKE
Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.

DETTE GJØR VI NÅ
Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.

RÅD TIL INNBYGGERNE
Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt.

NESTE MELDING
Innbyggerne får neste melding innen 29.11 kl 23.

PRESSE
Ordfører 42 00 00 00

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til ledere og folkevalgte fra Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjøre</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Informer egne ansatte nå, og sørg for at de vet hva de skal gjøre.</li>
<li>Sørg for kokt vann eller flaskevann der du har ansvar.</li>
<li>Meld fra til kriseledelsen om sårbare brukere og om det dere mangler.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forurensning i vannet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi ikke</h2>
<p style="margin:0 0 12px">Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjør vi nå</h2>
<p style="margin:0 0 12px">Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggerne</h2>
<p style="margin:0 0 12px">Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Neste melding</h2>
<p style="margin:0 0 12px">Innbyggerne får neste melding innen 29.11 kl 23.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Presse</h2>
<p style="margin:0 0 12px">Ordfører 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(5,'1001-1',1,'leader','','','email','nn','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til leiarar og folkevalde frå Løten kommune 29.11 kl 13.55

Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.

DETTE SKAL DU GJERE
- Informer eigne tilsette no, og sørg for at dei veit kva dei skal gjere.
- Sørg for kokt vatn eller flaskevatn der du har ansvar.
- Meld frå til kriseleiinga om sårbare brukarar og om det de manglar.

DETTE VEIT VI
Det er mistanke om forureining i vatnet som går til Ådalsbruk.

DETTE VEIT VI IKKJE
Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.

DETTE GJER VI NO
Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.

RÅD TIL INNBYGGJARANE
Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt.

NESTE MELDING
Innbyggjarane får neste melding innan 29.11 kl 23.

PRESSE
Ordførar 42 00 00 00

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til leiarar og folkevalde frå Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjere</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Informer eigne tilsette no, og sørg for at dei veit kva dei skal gjere.</li>
<li>Sørg for kokt vatn eller flaskevatn der du har ansvar.</li>
<li>Meld frå til kriseleiinga om sårbare brukarar og om det de manglar.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forureining i vatnet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi ikkje</h2>
<p style="margin:0 0 12px">Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjer vi no</h2>
<p style="margin:0 0 12px">Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggjarane</h2>
<p style="margin:0 0 12px">Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Neste melding</h2>
<p style="margin:0 0 12px">Innbyggjarane får neste melding innan 29.11 kl 23.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Presse</h2>
<p style="margin:0 0 12px">Ordførar 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(6,'1001-1',1,'leader','','','email','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

To managers and elected representatives from Løten kommune 29 Nov 13:55

The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.

WHAT YOU SHOULD DO
- Inform your staff now, and make sure they know what to do.
- Make sure there is boiled or bottled water where you are in charge.
- Report vulnerable users and anything you lack to the crisis management team.

WHAT WE KNOW
The water supplied to Ådalsbruk is suspected to be contaminated.

WHAT WE DO NOT KNOW
We do not yet know for certain whether the water is contaminated, or how long the notice will last.

WHAT WE ARE DOING
The waterworks is taking samples and looking for the cause. We will tell you when we know more.

ADVICE TO THE PUBLIC
Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe.

NEXT MESSAGE
The public will get the next message by 29 Nov 23:00.

PRESS
The mayor 42 00 00 00

Løten kommune
Message nr 1001

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Boil water notice for Ådalsbruk</h1>
<p style="margin:0 0 12px">To managers and elected representatives from Løten kommune 29 Nov 13:55</p>
<p style="margin:0 0 12px">The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What you should do</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Inform your staff now, and make sure they know what to do.</li>
<li>Make sure there is boiled or bottled water where you are in charge.</li>
<li>Report vulnerable users and anything you lack to the crisis management team.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we know</h2>
<p style="margin:0 0 12px">The water supplied to Ådalsbruk is suspected to be contaminated.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we do not know</h2>
<p style="margin:0 0 12px">We do not yet know for certain whether the water is contaminated, or how long the notice will last.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we are doing</h2>
<p style="margin:0 0 12px">The waterworks is taking samples and looking for the cause. We will tell you when we know more.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Advice to the public</h2>
<p style="margin:0 0 12px">Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Next message</h2>
<p style="margin:0 0 12px">The public will get the next message by 29 Nov 23:00.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Press</h2>
<p style="margin:0 0 12px">The mayor 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(7,'1001-1',1,'staff','','','sms','nb','','ØVELSE. Løten kommune til ansatte 29.11 kl 13.55: Kokevarsel i Ådalsbruk. Bruk kokt eller tappet flaskevann til drikke, mat og medisin hos brukere og beboere. Spørsmål fra publikum: vis til loten.kommune.no/krise. Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(8,'1001-1',1,'staff','','','sms','nn','','ØVELSE. Løten kommune til tilsette 29.11 kl 13.55: Kokevarsel i Ådalsbruk. Bruk kokt eller tappa flaskevatn til drikke, mat og medisin hos brukarar og bebuarar. Spørsmål frå publikum: vis til loten.kommune.no/krise. Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(9,'1001-1',1,'staff','','','sms','en','','ØVELSE/EXERCISE. Løten kommune to staff 29 Nov 13:55: Boil water notice for Ådalsbruk. Use boiled or bottled water for drinking, food and medicine for users and residents. Questions from the public: refer to loten.kommune.no/krise. Press: the mayor 42 00 00 00. Do not give your own views. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(10,'1001-1',1,'staff','','','email','nb','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til ansatte fra Løten kommune 29.11 kl 13.55

Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.

DETTE SKAL DU GJØRE
- Bruk kokt vann eller flaskevann til drikke, mat, tannpuss og medisin hos brukere, beboere, barn og elever.
- Steng vannkjølere, ismaskiner og kaffemaskiner som ikke koker vannet.
- Heng opp lapp ved kranene.
- Si fra til lederen din hvis noen er blitt syke, eller hvis dere mangler rent vann.

DETTE VET VI
Det er mistanke om forurensning i vannet som går til Ådalsbruk.

DETTE VET VI IKKE
Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.

DETTE GJØR VI NÅ
Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.

RÅD TIL INNBYGGERNE
Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt.

SPØRSMÅL OG PRESSE
Vis publikum til loten.kommune.no/krise.
Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger av saken.

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til ansatte fra Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjøre</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Bruk kokt vann eller flaskevann til drikke, mat, tannpuss og medisin hos brukere, beboere, barn og elever.</li>
<li>Steng vannkjølere, ismaskiner og kaffemaskiner som ikke koker vannet.</li>
<li>Heng opp lapp ved kranene.</li>
<li>Si fra til lederen din hvis noen er blitt syke, eller hvis dere mangler rent vann.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forurensning i vannet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi ikke</h2>
<p style="margin:0 0 12px">Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjør vi nå</h2>
<p style="margin:0 0 12px">Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggerne</h2>
<p style="margin:0 0 12px">Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Spørsmål og presse</h2>
<p style="margin:0 0 12px">Vis publikum til <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger av saken.</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(11,'1001-1',1,'staff','','','email','nn','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til tilsette frå Løten kommune 29.11 kl 13.55

Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.

DETTE SKAL DU GJERE
- Bruk kokt vatn eller flaskevatn til drikke, mat, tannpuss og medisin hos brukarar, bebuarar, barn og elevar.
- Steng vasskjølarar, ismaskiner og kaffimaskiner som ikkje kokar vatnet.
- Heng opp lapp ved kranene.
- Sei frå til leiaren din dersom nokon er blitt sjuke, eller dersom de manglar reint vatn.

DETTE VEIT VI
Det er mistanke om forureining i vatnet som går til Ådalsbruk.

DETTE VEIT VI IKKJE
Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.

DETTE GJER VI NO
Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.

RÅD TIL INNBYGGJARANE
Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt.

SPØRSMÅL OG PRESSE
Vis publikum til loten.kommune.no/krise.
Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar av saka.

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til tilsette frå Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjere</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Bruk kokt vatn eller flaskevatn til drikke, mat, tannpuss og medisin hos brukarar, bebuarar, barn og elevar.</li>
<li>Steng vasskjølarar, ismaskiner og kaffimaskiner som ikkje kokar vatnet.</li>
<li>Heng opp lapp ved kranene.</li>
<li>Sei frå til leiaren din dersom nokon er blitt sjuke, eller dersom de manglar reint vatn.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forureining i vatnet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi ikkje</h2>
<p style="margin:0 0 12px">Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjer vi no</h2>
<p style="margin:0 0 12px">Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggjarane</h2>
<p style="margin:0 0 12px">Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Spørsmål og presse</h2>
<p style="margin:0 0 12px">Vis publikum til <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar av saka.</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(12,'1001-1',1,'staff','','','email','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

To staff from Løten kommune 29 Nov 13:55

The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.

WHAT YOU SHOULD DO
- Use boiled or bottled water for drinking, food, tooth brushing and medicine for users, residents, children and pupils.
- Close water coolers, ice machines and coffee machines that do not boil the water.
- Put up a note by the taps.
- Tell your manager if anyone has fallen ill, or if you are short of clean water.

WHAT WE KNOW
The water supplied to Ådalsbruk is suspected to be contaminated.

WHAT WE DO NOT KNOW
We do not yet know for certain whether the water is contaminated, or how long the notice will last.

WHAT WE ARE DOING
The waterworks is taking samples and looking for the cause. We will tell you when we know more.

ADVICE TO THE PUBLIC
Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe.

QUESTIONS AND PRESS
Refer the public to loten.kommune.no/krise.
Press: the mayor 42 00 00 00. Do not give your own views on the matter.

Løten kommune
Message nr 1001

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Boil water notice for Ådalsbruk</h1>
<p style="margin:0 0 12px">To staff from Løten kommune 29 Nov 13:55</p>
<p style="margin:0 0 12px">The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What you should do</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Use boiled or bottled water for drinking, food, tooth brushing and medicine for users, residents, children and pupils.</li>
<li>Close water coolers, ice machines and coffee machines that do not boil the water.</li>
<li>Put up a note by the taps.</li>
<li>Tell your manager if anyone has fallen ill, or if you are short of clean water.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we know</h2>
<p style="margin:0 0 12px">The water supplied to Ådalsbruk is suspected to be contaminated.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we do not know</h2>
<p style="margin:0 0 12px">We do not yet know for certain whether the water is contaminated, or how long the notice will last.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we are doing</h2>
<p style="margin:0 0 12px">The waterworks is taking samples and looking for the cause. We will tell you when we know more.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Advice to the public</h2>
<p style="margin:0 0 12px">Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Questions and press</h2>
<p style="margin:0 0 12px">Refer the public to <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Press: the mayor 42 00 00 00. Do not give your own views on the matter.</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(13,'1001-1',1,'public','','','banner','nb','ØVELSE. Kokevarsel i Ådalsbruk. ØVELSE','ØVELSE. Vannet i Ådalsbruk kan være forurenset. Gjelder til ny melding. Neste melding innen 29.11 kl 23. ØVELSE','ØVELSE. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(14,'1001-1',1,'public','','','banner','nn','ØVELSE. Kokevarsel i Ådalsbruk. ØVELSE','ØVELSE. Vatnet i Ådalsbruk kan vere forureina. Gjeld til ny melding. Neste melding innan 29.11 kl 23. ØVELSE','ØVELSE. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(15,'1001-1',1,'public','','','banner','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk. ØVELSE','ØVELSE/EXERCISE. The water in Ådalsbruk may be contaminated. Applies until further notice. Next message by 29 Nov 23:00. ØVELSE','ØVELSE/EXERCISE. Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(16,'1001-1',1,'citizen','','','sms','nb','','ØVELSE. KOKEVARSEL fra Løten kommune 29.11 kl 13.55: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(17,'1001-1',1,'citizen','','','sms','nn','','ØVELSE. KOKEVARSEL frå Løten kommune 29.11 kl 13.55: Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(18,'1001-1',1,'citizen','','','sms','en','','ØVELSE/EXERCISE. BOIL WATER NOTICE from Løten kommune 29 Nov 13:55: The water in Ådalsbruk may be contaminated. Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe. Next message by 29 Nov 23:00. Info: loten.kommune.no/krise Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(19,'1001-1',1,'citizen','','','push','nb','ØVELSE. Kokevarsel i Ådalsbruk','Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Løten kommune 29.11 kl 13.55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(20,'1001-1',1,'citizen','','','push','nn','ØVELSE. Kokevarsel i Ådalsbruk','Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Løten kommune 29.11 kl 13.55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(21,'1001-1',1,'citizen','','','push','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk','The water in Ådalsbruk may be contaminated. Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe. Applies until further notice. Next message by 29 Nov 23:00. Løten kommune 29 Nov 13:55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(22,'1001-1',1,'citizen','','','app','nb','ØVELSE. Kokevarsel i Ådalsbruk','Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Løten kommune 29.11 kl 13.55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(23,'1001-1',1,'citizen','','','app','nn','ØVELSE. Kokevarsel i Ådalsbruk','Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Løten kommune 29.11 kl 13.55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(24,'1001-1',1,'citizen','','','app','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk','The water in Ådalsbruk may be contaminated. Boil water (rolling boil for 1 minute) before drinking, cooking or brushing teeth. Showering and washing are safe. Applies until further notice. Next message by 29 Nov 23:00. Løten kommune 29 Nov 13:55 Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(25,'1001-1',1,'citizen','','','email','nb','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Melding fra Løten kommune 29.11 kl 13.55

Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.

GJØR DETTE NÅ
- Kok vannet før du drikker det, lager mat, lager isbiter eller pusser tenner. La det fosskoke i 1 minutt.
- Bruk kokt eller kjøpt vann til små barn, syke og dyr.
- Kast isbiter, saft og annet du nylig har laget med vann fra kranen.
- Du kan dusje, bade, vaske klær og bruke oppvaskmaskin som vanlig. Pass på at små barn ikke svelger vannet.
- Si fra til naboer som kanskje ikke har fått meldingen.

DETTE VET VI
Det er mistanke om forurensning i vannet som går til Ådalsbruk.

DETTE VET VI IKKE
Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.

DETTE GJØR VI NÅ
Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.

NESTE MELDING
Vi sender neste melding innen 29.11 kl 23.

MER INFORMASJON
Siste nytt: loten.kommune.no/krise
Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).

Løten kommune
Melding nr 1001. Du kan ikke svare på denne e-posten.

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Melding fra Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevannet i Ådalsbruk kan være forurenset. Vi ber alle i området koke vannet før de bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Gjør dette nå</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Kok vannet før du drikker det, lager mat, lager isbiter eller pusser tenner. La det fosskoke i 1 minutt.</li>
<li>Bruk kokt eller kjøpt vann til små barn, syke og dyr.</li>
<li>Kast isbiter, saft og annet du nylig har laget med vann fra kranen.</li>
<li>Du kan dusje, bade, vaske klær og bruke oppvaskmaskin som vanlig. Pass på at små barn ikke svelger vannet.</li>
<li>Si fra til naboer som kanskje ikke har fått meldingen.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forurensning i vannet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette vet vi ikke</h2>
<p style="margin:0 0 12px">Vi vet ikke ennå sikkert om vannet er forurenset, eller hvor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjør vi nå</h2>
<p style="margin:0 0 12px">Vannverket tar prøver og leter etter årsaken. Vi sier fra når vi vet mer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Neste melding</h2>
<p style="margin:0 0 12px">Vi sender neste melding innen 29.11 kl 23.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Mer informasjon</h2>
<p style="margin:0 0 12px">Siste nytt: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001. Du kan ikke svare på denne e-posten.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(26,'1001-1',1,'citizen','','','email','nn','ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Melding frå Løten kommune 29.11 kl 13.55

Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.

GJER DETTE NO
- Kok vatnet før du drikk det, lagar mat, lagar isbitar eller pussar tenner. La det fosskoke i 1 minutt.
- Bruk kokt eller kjøpt vatn til små barn, sjuke og dyr.
- Kast isbitar, saft og anna du nyleg har laga med vatn frå krana.
- Du kan dusje, bade, vaske klede og bruke oppvaskmaskin som vanleg. Pass på at små barn ikkje svelgjer vatnet.
- Sei frå til naboar som kanskje ikkje har fått meldinga.

DETTE VEIT VI
Det er mistanke om forureining i vatnet som går til Ådalsbruk.

DETTE VEIT VI IKKJE
Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.

DETTE GJER VI NO
Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.

NESTE MELDING
Vi sender neste melding innan 29.11 kl 23.

MEIR INFORMASJON
Siste nytt: loten.kommune.no/krise
Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).

Løten kommune
Melding nr 1001. Du kan ikkje svare på denne e-posten.

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Melding frå Løten kommune 29.11 kl 13.55</p>
<p style="margin:0 0 12px">Drikkevatnet i Ådalsbruk kan vere forureina. Vi ber alle i området koke vatnet før dei bruker det til mat og drikke.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Gjer dette no</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Kok vatnet før du drikk det, lagar mat, lagar isbitar eller pussar tenner. La det fosskoke i 1 minutt.</li>
<li>Bruk kokt eller kjøpt vatn til små barn, sjuke og dyr.</li>
<li>Kast isbitar, saft og anna du nyleg har laga med vatn frå krana.</li>
<li>Du kan dusje, bade, vaske klede og bruke oppvaskmaskin som vanleg. Pass på at små barn ikkje svelgjer vatnet.</li>
<li>Sei frå til naboar som kanskje ikkje har fått meldinga.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi</h2>
<p style="margin:0 0 12px">Det er mistanke om forureining i vatnet som går til Ådalsbruk.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette veit vi ikkje</h2>
<p style="margin:0 0 12px">Vi veit ikkje enno sikkert om vatnet er forureina, eller kor lenge kokevarselet varer.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjer vi no</h2>
<p style="margin:0 0 12px">Vassverket tek prøver og leitar etter årsaka. Vi seier frå når vi veit meir.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Neste melding</h2>
<p style="margin:0 0 12px">Vi sender neste melding innan 29.11 kl 23.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Meir informasjon</h2>
<p style="margin:0 0 12px">Siste nytt: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001. Du kan ikkje svare på denne e-posten.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(27,'1001-1',1,'citizen','','','email','en','ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

Message from Løten kommune 29 Nov 13:55

The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.

DO THIS NOW
- Boil water before you drink it, cook, make ice cubes or brush your teeth. Let it boil hard for 1 minute.
- Give small children, sick people and animals boiled or bottled water.
- Throw away ice cubes and drinks you have recently made with tap water.
- You can shower, bathe, wash clothes and use the dishwasher as normal. Make sure small children do not swallow the water.
- Tell neighbours who may not have received this message.

WHAT WE KNOW
The water supplied to Ådalsbruk is suspected to be contaminated.

WHAT WE DO NOT KNOW
We do not yet know for certain whether the water is contaminated, or how long the notice will last.

WHAT WE ARE DOING
The waterworks is taking samples and looking for the cause. We will tell you when we know more.

NEXT MESSAGE
We will send the next message by 29 Nov 23:00.

MORE INFORMATION
Latest news: loten.kommune.no/krise
If life is in danger: call 110 (fire), 112 (police) or 113 (ambulance).

Løten kommune
Message nr 1001. You cannot reply to this e-mail.

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Boil water notice for Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Boil water notice for Ådalsbruk</h1>
<p style="margin:0 0 12px">Message from Løten kommune 29 Nov 13:55</p>
<p style="margin:0 0 12px">The drinking water in Ådalsbruk may be contaminated. Everyone in the area is asked to boil water before using it for food and drink.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Do this now</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Boil water before you drink it, cook, make ice cubes or brush your teeth. Let it boil hard for 1 minute.</li>
<li>Give small children, sick people and animals boiled or bottled water.</li>
<li>Throw away ice cubes and drinks you have recently made with tap water.</li>
<li>You can shower, bathe, wash clothes and use the dishwasher as normal. Make sure small children do not swallow the water.</li>
<li>Tell neighbours who may not have received this message.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we know</h2>
<p style="margin:0 0 12px">The water supplied to Ådalsbruk is suspected to be contaminated.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we do not know</h2>
<p style="margin:0 0 12px">We do not yet know for certain whether the water is contaminated, or how long the notice will last.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What we are doing</h2>
<p style="margin:0 0 12px">The waterworks is taking samples and looking for the cause. We will tell you when we know more.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Next message</h2>
<p style="margin:0 0 12px">We will send the next message by 29 Nov 23:00.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">More information</h2>
<p style="margin:0 0 12px">Latest news: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />If life is in danger: call 110 (fire), 112 (police) or 113 (ambulance).</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001. You cannot reply to this e-mail.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(28,'1001-1',1,'leader','','retracted','sms','nb','','ØVELSE. Løten kommune til ledere: FEIL UTSENDT. Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Sørg for at egne ansatte vet det. Presse: ordfører 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(29,'1001-1',1,'leader','','retracted','sms','nn','','ØVELSE. Løten kommune til leiarar: FEIL MELDING. Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Sørg for at eigne tilsette veit det. Presse: ordførar 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(30,'1001-1',1,'leader','','retracted','sms','en','','ØVELSE/EXERCISE. Løten kommune to managers: SENT IN ERROR. Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. Make sure your staff know. Press: the mayor 42 00 00 00. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(31,'1001-1',1,'leader','','retracted','email','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til ledere og folkevalgte fra Løten kommune

Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.

DETTE SKAL DU GJØRE
- Se bort fra meldingen.
- Sørg for at egne ansatte vet det.

RÅD TIL INNBYGGERNE
Du trenger ikke koke vannet.

PRESSE
Ordfører 42 00 00 00

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til ledere og folkevalgte fra Løten kommune</p>
<p style="margin:0 0 12px">Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjøre</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Se bort fra meldingen.</li>
<li>Sørg for at egne ansatte vet det.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggerne</h2>
<p style="margin:0 0 12px">Du trenger ikke koke vannet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Presse</h2>
<p style="margin:0 0 12px">Ordfører 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(32,'1001-1',1,'leader','','retracted','email','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til leiarar og folkevalde frå Løten kommune

Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.

DETTE SKAL DU GJERE
- Sjå bort frå meldinga.
- Sørg for at eigne tilsette veit det.

RÅD TIL INNBYGGJARANE
Du treng ikkje koke vatnet.

PRESSE
Ordførar 42 00 00 00

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til leiarar og folkevalde frå Løten kommune</p>
<p style="margin:0 0 12px">Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjere</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Sjå bort frå meldinga.</li>
<li>Sørg for at eigne tilsette veit det.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggjarane</h2>
<p style="margin:0 0 12px">Du treng ikkje koke vatnet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Presse</h2>
<p style="margin:0 0 12px">Ordførar 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(33,'1001-1',1,'leader','','retracted','email','en','ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

To managers and elected representatives from Løten kommune

We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.

WHAT YOU SHOULD DO
- Disregard the message.
- Make sure your staff know.

ADVICE TO THE PUBLIC
You do not need to boil the water.

PRESS
The mayor 42 00 00 00

Løten kommune
Message nr 1001

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Sent in error: disregard the message about boiling water in Ådalsbruk</h1>
<p style="margin:0 0 12px">To managers and elected representatives from Løten kommune</p>
<p style="margin:0 0 12px">We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What you should do</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Disregard the message.</li>
<li>Make sure your staff know.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Advice to the public</h2>
<p style="margin:0 0 12px">You do not need to boil the water.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Press</h2>
<p style="margin:0 0 12px">The mayor 42 00 00 00</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(34,'1001-1',1,'staff','','retracted','sms','nb','','ØVELSE. Løten kommune til ansatte: FEIL UTSENDT. Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Si fra til dem du har varslet. Spørsmål fra publikum: vis til loten.kommune.no/krise. Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(35,'1001-1',1,'staff','','retracted','sms','nn','','ØVELSE. Løten kommune til tilsette: FEIL MELDING. Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Sei frå til dei du har varsla. Spørsmål frå publikum: vis til loten.kommune.no/krise. Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(36,'1001-1',1,'staff','','retracted','sms','en','','ØVELSE/EXERCISE. Løten kommune to staff: SENT IN ERROR. Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. Tell those you have warned. Questions from the public: refer to loten.kommune.no/krise. Press: the mayor 42 00 00 00. Do not give your own views. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(37,'1001-1',1,'staff','','retracted','email','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til ansatte fra Løten kommune

Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.

DETTE SKAL DU GJØRE
- Se bort fra meldingen.
- Si fra til dem du har varslet.

RÅD TIL INNBYGGERNE
Du trenger ikke koke vannet.

SPØRSMÅL OG PRESSE
Vis publikum til loten.kommune.no/krise.
Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger av saken.

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til ansatte fra Løten kommune</p>
<p style="margin:0 0 12px">Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjøre</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Se bort fra meldingen.</li>
<li>Si fra til dem du har varslet.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggerne</h2>
<p style="margin:0 0 12px">Du trenger ikke koke vannet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Spørsmål og presse</h2>
<p style="margin:0 0 12px">Vis publikum til <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Presse: ordfører 42 00 00 00. Ikke gi egne vurderinger av saken.</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(38,'1001-1',1,'staff','','retracted','email','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Til tilsette frå Løten kommune

Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.

DETTE SKAL DU GJERE
- Sjå bort frå meldinga.
- Sei frå til dei du har varsla.

RÅD TIL INNBYGGJARANE
Du treng ikkje koke vatnet.

SPØRSMÅL OG PRESSE
Vis publikum til loten.kommune.no/krise.
Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar av saka.

Løten kommune
Melding nr 1001

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Til tilsette frå Løten kommune</p>
<p style="margin:0 0 12px">Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette skal du gjere</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Sjå bort frå meldinga.</li>
<li>Sei frå til dei du har varsla.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Råd til innbyggjarane</h2>
<p style="margin:0 0 12px">Du treng ikkje koke vatnet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Spørsmål og presse</h2>
<p style="margin:0 0 12px">Vis publikum til <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Presse: ordførar 42 00 00 00. Ikkje gi eigne vurderingar av saka.</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(39,'1001-1',1,'staff','','retracted','email','en','ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

To staff from Løten kommune

We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.

WHAT YOU SHOULD DO
- Disregard the message.
- Tell those you have warned.

ADVICE TO THE PUBLIC
You do not need to boil the water.

QUESTIONS AND PRESS
Refer the public to loten.kommune.no/krise.
Press: the mayor 42 00 00 00. Do not give your own views on the matter.

Løten kommune
Message nr 1001

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Sent in error: disregard the message about boiling water in Ådalsbruk</h1>
<p style="margin:0 0 12px">To staff from Løten kommune</p>
<p style="margin:0 0 12px">We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">What you should do</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Disregard the message.</li>
<li>Tell those you have warned.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Advice to the public</h2>
<p style="margin:0 0 12px">You do not need to boil the water.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Questions and press</h2>
<p style="margin:0 0 12px">Refer the public to <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a>.<br />Press: the mayor 42 00 00 00. Do not give your own views on the matter.</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(40,'1001-1',1,'public','','retracted','banner','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk. ØVELSE','ØVELSE. Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Vi beklager. ØVELSE','ØVELSE. Du trenger ikke koke vannet. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(41,'1001-1',1,'public','','retracted','banner','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk. ØVELSE','ØVELSE. Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Vi beklagar. ØVELSE','ØVELSE. Du treng ikkje koke vatnet. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(42,'1001-1',1,'public','','retracted','banner','en','ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk. ØVELSE','ØVELSE/EXERCISE. Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. We apologise. ØVELSE','ØVELSE/EXERCISE. You do not need to boil the water. ØVELSE','',1,'');
INSERT INTO "variants" VALUES(43,'1001-1',1,'citizen','','retracted','sms','nb','','ØVELSE. FEIL UTSENDT fra Løten kommune: Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du trenger ikke koke vannet. Vi beklager. Info: loten.kommune.no/krise FALSE ALARM, no need to boil water. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(44,'1001-1',1,'citizen','','retracted','sms','nn','','ØVELSE. FEIL MELDING frå Løten kommune: Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du treng ikkje koke vatnet. Vi beklagar. Info: loten.kommune.no/krise FALSE ALARM, no need to boil water. Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(45,'1001-1',1,'citizen','','retracted','sms','en','','ØVELSE/EXERCISE. SENT IN ERROR by Løten kommune: Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. You do not need to boil the water. We apologise. Info: loten.kommune.no/krise Nr 1001. ØVELSE','','',2,'GSM-7');
INSERT INTO "variants" VALUES(46,'1001-1',1,'citizen','','retracted','push','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i…','Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du trenger ikke koke vannet. Vi beklager. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(47,'1001-1',1,'citizen','','retracted','push','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i…','Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du treng ikkje koke vatnet. Vi beklagar. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(48,'1001-1',1,'citizen','','retracted','push','en','ØVELSE/EXERCISE. Sent in error: disregard the message about…','Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. You do not need to boil the water. We apologise. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(49,'1001-1',1,'citizen','','retracted','app','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i…','Se bort fra meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du trenger ikke koke vannet. Vi beklager. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(50,'1001-1',1,'citizen','','retracted','app','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i…','Sjå bort frå meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk. Du treng ikkje koke vatnet. Vi beklagar. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(51,'1001-1',1,'citizen','','retracted','app','en','ØVELSE/EXERCISE. Sent in error: disregard the message about…','Disregard the message of 29 Nov 13:55 about boiling water in Ådalsbruk. You do not need to boil the water. We apologise. Løten kommune Nr 1001. ØVELSE','','',1,'');
INSERT INTO "variants" VALUES(52,'1001-1',1,'citizen','','retracted','email','nb','ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Melding fra Løten kommune

Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.

DETTE GJELDER NÅ
Du trenger ikke koke vannet.

MER INFORMASJON
Siste nytt: loten.kommune.no/krise
Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).

Løten kommune
Melding nr 1001. Du kan ikke svare på denne e-posten.

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil utsendt: se bort fra meldingen om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Melding fra Løten kommune</p>
<p style="margin:0 0 12px">Vi sendte ut meldingen 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved en feil. Vi ber deg se bort fra det vi skrev. Vi beklager.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjelder nå</h2>
<p style="margin:0 0 12px">Du trenger ikke koke vannet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Mer informasjon</h2>
<p style="margin:0 0 12px">Siste nytt: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001. Du kan ikke svare på denne e-posten.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(53,'1001-1',1,'citizen','','retracted','email','nn','ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE.

Melding frå Løten kommune

Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.

DETTE GJELD NO
Du treng ikkje koke vatnet.

MEIR INFORMASJON
Siste nytt: loten.kommune.no/krise
Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).

Løten kommune
Melding nr 1001. Du kan ikkje svare på denne e-posten.

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Feil melding: sjå bort frå meldinga om kokevarsel i Ådalsbruk</h1>
<p style="margin:0 0 12px">Melding frå Løten kommune</p>
<p style="margin:0 0 12px">Vi sende ut meldinga 29.11 kl 13.55 om kokevarsel i Ådalsbruk ved ein feil. Vi ber deg sjå bort frå det vi skreiv. Vi beklagar.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette gjeld no</h2>
<p style="margin:0 0 12px">Du treng ikkje koke vatnet.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Meir informasjon</h2>
<p style="margin:0 0 12px">Siste nytt: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />Er liv i fare: ring 110 (brann), 112 (politi) eller 113 (ambulanse).</p>
<p style="margin:0 0 12px">Løten kommune<br />Melding nr 1001. Du kan ikkje svare på denne e-posten.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(54,'1001-1',1,'citizen','','retracted','email','en','ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE','ØVELSE/EXERCISE.

Message from Løten kommune

We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.

THIS APPLIES NOW
You do not need to boil the water.

MORE INFORMATION
Latest news: loten.kommune.no/krise
If life is in danger: call 110 (fire), 112 (police) or 113 (ambulance).

Løten kommune
Message nr 1001. You cannot reply to this e-mail.

ØVELSE','','<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE/EXERCISE. Sent in error: disregard the message about boiling water in Ådalsbruk, Løten kommune (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE/EXERCISE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">Sent in error: disregard the message about boiling water in Ådalsbruk</h1>
<p style="margin:0 0 12px">Message from Løten kommune</p>
<p style="margin:0 0 12px">We sent the message of 29 Nov 13:55 about boiling water in Ådalsbruk in error. Please disregard what we wrote. We apologise.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">This applies now</h2>
<p style="margin:0 0 12px">You do not need to boil the water.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">More information</h2>
<p style="margin:0 0 12px">Latest news: <a href="https://loten.kommune.no/krise" style="color:#0b4f8a">loten.kommune.no/krise</a><br />If life is in danger: call 110 (fire), 112 (police) or 113 (ambulance).</p>
<p style="margin:0 0 12px">Løten kommune<br />Message nr 1001. You cannot reply to this e-mail.</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(55,'1001-s1',1,'leader','','','sms','nb','','ØVELSE. GODKJENN? Løten, KOKEVARSEL, nytt varsel, ØVELSE. Til 16 personer i Ådalsbruk. Tekst: "ØVELSE. KOKEVARSEL fra Løten kommune 29.11 kl 13.55: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE" Sendt inn av Siri Testvold. Les alt og svar: http://127.0.0.1:0 Nr 1001. ØVELSE','','',4,'GSM-7');
INSERT INTO "variants" VALUES(56,'1001-s1',1,'leader','','','sms','nn','','ØVELSE. GODKJENN? Løten, KOKEVARSEL, nytt varsel, ØVELSE. Til 16 personar i Ådalsbruk. Tekst: "ØVELSE. KOKEVARSEL frå Løten kommune 29.11 kl 13.55: Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE" Sendt inn av Siri Testvold. Les alt og svar: http://127.0.0.1:0 Nr 1001. ØVELSE','','',4,'GSM-7');
INSERT INTO "variants" VALUES(57,'1001-s1',1,'leader','','','email','nb','ØVELSE. GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001). ØVELSE','ØVELSE.

Siri Testvold har sendt inn et varsel og ber om godkjenning.

DETTE GODKJENNER DU
- Kokevarsel: nytt varsel, ØVELSE
- Det går til 16 personer i Ådalsbruk.

DETTE FÅR INNBYGGERNE PÅ SMS
ØVELSE. KOKEVARSEL fra Løten kommune 29.11 kl 13.55: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE

SLIK SVARER DU
Les alle tekstene, og svar her: http://127.0.0.1:0

Er du selv berørt av saken, si fra der. Da blir den neste spurt.

Løten kommune
Nr 1001

ØVELSE','','<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001)</h1>
<p style="margin:0 0 12px">Siri Testvold har sendt inn et varsel og ber om godkjenning.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette godkjenner du</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Kokevarsel: nytt varsel, ØVELSE</li>
<li>Det går til 16 personer i Ådalsbruk.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette får innbyggerne på SMS</h2>
<p style="margin:0 0 12px">ØVELSE. KOKEVARSEL fra Løten kommune 29.11 kl 13.55: Vannet i Ådalsbruk kan være forurenset. Kok vannet (fosskok i 1 minutt) før du drikker, lager mat eller pusser tenner. Dusj og vask er trygt. Gjelder til ny melding. Neste melding innen 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Slik svarer du</h2>
<p style="margin:0 0 12px">Les alle tekstene, og svar her: http://127.0.0.1:0</p>
<p style="margin:0 0 12px">Er du selv berørt av saken, si fra der. Da blir den neste spurt.</p>
<p style="margin:0 0 12px">Løten kommune<br />Nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
INSERT INTO "variants" VALUES(58,'1001-s1',1,'leader','','','email','nn','ØVELSE. GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001). ØVELSE','ØVELSE.

Siri Testvold har sendt inn eit varsel og ber om godkjenning.

DETTE GODKJENNER DU
- Kokevarsel: nytt varsel, ØVELSE
- Det går til 16 personar i Ådalsbruk.

DETTE FÅR INNBYGGJARANE PÅ SMS
ØVELSE. KOKEVARSEL frå Løten kommune 29.11 kl 13.55: Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE

SLIK SVARER DU
Les alle tekstane, og svar her: http://127.0.0.1:0

Er du sjølv råka av saka, sei frå der. Då blir den neste spurd.

Løten kommune
Nr 1001

ØVELSE','','<!doctype html>
<html lang="nn">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>ØVELSE. GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001). ØVELSE</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6;color:#1a1a1a">
<div style="max-width:640px;margin:0 auto;padding:24px 16px;font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:1.5">
<main style="display:block;background:#ffffff;border-left:6px solid #9b1c1c;padding:20px 24px">
<p style="margin:0 0 16px;font-weight:bold">ØVELSE.</p>
<h1 style="margin:0 0 12px;font-size:26px;line-height:1.25">GODKJENN? Kokevarsel, nytt varsel, ØVELSE (nr 1001)</h1>
<p style="margin:0 0 12px">Siri Testvold har sendt inn eit varsel og ber om godkjenning.</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette godkjenner du</h2>
<ul style="margin:0 0 12px;padding-left:24px"><li>Kokevarsel: nytt varsel, ØVELSE</li>
<li>Det går til 16 personar i Ådalsbruk.</li></ul>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Dette får innbyggjarane på SMS</h2>
<p style="margin:0 0 12px">ØVELSE. KOKEVARSEL frå Løten kommune 29.11 kl 13.55: Vatnet i Ådalsbruk kan vere forureina. Kok vatnet (fosskok i 1 minutt) før du drikk, lagar mat eller pussar tenner. Dusj og vask er trygt. Gjeld til ny melding. Neste melding innan 29.11 kl 23. Info: loten.kommune.no/krise Nr 1001. ØVELSE</p>
<h2 style="margin:20px 0 8px;font-size:20px;line-height:1.3">Slik svarer du</h2>
<p style="margin:0 0 12px">Les alle tekstane, og svar her: http://127.0.0.1:0</p>
<p style="margin:0 0 12px">Er du sjølv råka av saka, sei frå der. Då blir den neste spurd.</p>
<p style="margin:0 0 12px">Løten kommune<br />Nr 1001</p>
<p style="margin:16px 0 0;font-weight:bold">ØVELSE</p>
</main>
</div>
</body>
</html>',1,'');
CREATE TABLE waves (
	id INTEGER NOT NULL, 
	alert_id VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	ix INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	public BOOLEAN NOT NULL, 
	audiences TEXT NOT NULL, 
	channels TEXT NOT NULL, 
	fallback TEXT DEFAULT '[]' NOT NULL, 
	hold_until BIGINT, 
	share FLOAT, 
	longest_wait BIGINT, 
	cursor INTEGER DEFAULT '0' NOT NULL, 
	expanded BOOLEAN DEFAULT '0' NOT NULL, 
	opened_at BIGINT, 
	opened_by VARCHAR, 
	wait_from BIGINT, 
	done_at BIGINT, 
	PRIMARY KEY (id), 
	UNIQUE (alert_id, version, ix), 
	FOREIGN KEY(alert_id) REFERENCES alerts (id)
);
INSERT INTO "waves" VALUES(1,'1001-1',1,0,'Kriseledelse og ledere',0,'["kriseledelse", "ledere"]','["sms", "email"]','[]',NULL,NULL,NULL,9,1,1795956959082,'approval',1795956959082,1795956960198);
INSERT INTO "waves" VALUES(2,'1001-1',1,1,'De som må handle',0,'["vakt", "sykehjem", "servicetorg"]','["sms", "email"]','[]',NULL,0.9,120000,13,1,1795956960198,'share',1795956960198,1795956960544);
INSERT INTO "waves" VALUES(3,'1001-1',1,2,'Nettside',1,'[]','["banner"]','[]',NULL,0.9,300000,14,1,1795956960544,'share',1795956960544,1795956960826);
INSERT INTO "waves" VALUES(4,'1001-1',1,3,'Innbyggere',0,'["innbyggere"]','["sms", "push", "app", "email"]','[]',NULL,1.0,30000,24,1,1795956960826,'share',1795956960826,1795956961422);
INSERT INTO "waves" VALUES(5,'1001-s1',1,0,'Tjenestemelding',0,'[]','["sms", "email"]','[]',NULL,NULL,NULL,30,1,1795956952323,'plan',1795956952323,1795956953122);
CREATE INDEX snapshot_wave ON snapshot (wave_id, id);
CREATE INDEX deliveries_point ON deliveries (point_id, alert_id);
CREATE INDEX deliveries_unsure ON deliveries (due_at) WHERE state = 'unsure';
CREATE INDEX deliveries_wave ON deliveries (wave_id, ref);
CREATE INDEX deliveries_covered ON deliveries (covered_by) WHERE covered_by IS NOT NULL;
CREATE INDEX deliveries_unsettled ON deliveries (wave_id) WHERE (state IN ('sending', 'unsure') OR (state = 'waiting' AND due_at < 9007199254740992));
CREATE INDEX deliveries_due ON deliveries (wave_id, channel, due_at, id) WHERE state = 'waiting';
CREATE INDEX ix_receipts_delivery_id ON receipts (delivery_id);
CREATE INDEX ix_journal_incident ON journal (incident);
CREATE INDEX ix_list_faults_list_id ON list_faults (list_id);
CREATE INDEX ix_alerts_incident ON alerts (incident);
CREATE INDEX alerts_active ON alerts (state);
COMMIT;
