import type { Country, PaperSet } from './model.ts';

/** Invented suppliers, what they sell, and towns, for each country; apart for each set. */
export interface Trade {
  readonly suppliers: Readonly<Record<PaperSet, readonly string[]>>;
  /** `description;unit;lowest price;highest price` in whole crowns, euros or pounds. */
  readonly goods: Readonly<Record<PaperSet, readonly string[]>>;
  readonly streets: readonly string[];
  readonly towns: readonly string[];
  readonly people: readonly string[];
  readonly charges: readonly string[];
  readonly units: { readonly hour: string; readonly piece: string };
}

const list = (text: string): string[] => text.split('|');

export const trades: Readonly<Record<Country, Trade>> = {
  NO: {
    suppliers: {
      dev: list(
        'Nordlys Graving AS|Fjordtind Regnskap AS|Haugland Bygg & Anlegg AS|Åsnes Kjøkkensenter AS|Bjørkelund Barnehage SA|Sørvest Vaktmesterservice AS|Ålgård Trykkeri AS|Møretrafikk Buss AS|Kystkraft Nett AS|Rødsand IT-drift AS|Skarvøy Fisk AS|Ola Bråthen ENK|Lyngdal Blikk og Ventilasjon AS|Vik & Lunde Arkitekter AS',
      ),
      held: list(
        'Grimstad Båtopplag AS|Tverrfjell Skogsdrift SA|Ødegaard Revisjon AS|Innherred Avfall IKS|Polarsirkel Reiser AS|Berg og Dal Takst|Øyer Brøyting ANS|Namsos Glass og Fasade AS|Hallingdal Meieri SA|Vestvågøy Sveis & Mek AS|Kongsvinger Lås og Alarm AS|Dønna Havbruk AS|Foss Advokater DA|Jessheim Kontorrekvisita AS',
      ),
      fresh: list(
        'Sandnes Kulde og Varme AS|Trysil Hytteservice AS|Ringve Grafisk AS|Lofoten Seilmakeri ANS|Bjerke Tannteknikk AS|Numedal Pukkverk AS|Havn & Hav Logistikk AS|Elin Myhre ENK|Oppdal Vekst SA|Stord Hydraulikk AS',
      ),
    },
    goods: {
      dev: list(
        'Graving av grøft inkl. massetransport;t;650;1450|Pukk 8-16 mm;tonn;180;390|Renhold kontor, uke 36–39;mnd;2200;8900|Kopipapir A4 80 g hvit 500 ark;pk;49;89|Nettleie fastledd;mnd;150;980|Energi dagforbruk målernr. 7071750500;kWh;1;2|Rådgivning i møte 12.08.2026;timer;950;1850|Servicebesøk, avtale nr. 77120;stk;890;2400|Laksefilet m/skinn, vakuumpakket;kg;189;289|Trykk av brosjyre 4+4 farger, falset;stk;4;19|Skoleskyss rute 114;tur;420;990|Tilkjørt drivstoff;l;18;24|Kjøkkenfront eik malt NCS S0502-Y;stk;490;2890|Vikartime ettermiddag;t;310;540',
      ),
      held: list(
        'Vinteropplag båt 27 fot, hall B;sesong;6500;14500|Hogst og utkjøring gran;m³;210;460|Årsoppgjør med noter 2025;stk;8900;32000|Tømming restavfall container 8 m³;gang;640;1890|Gruppereise Tromsø t/r, avreise 03.11.;pers;1290;6890|Verditakst enebolig;stk;4500;9800|Brøyting og strøing gårdsplass;gang;350;890|Isolerglass 4-16-4 energi, 1180x1480;stk;1890;4690|Lettmelk 1,0 % kartong 1 l;stk;14;19|Sveising av rekkverk i syrefast stål;timer;790;1190|Sylinder med 3 nøkler, systemlås;sett;690;1690|Fôrflåte leie døgn;døgn;1200;4900|Salær iht. oppdragsavtale;t;1500;3200|Ringperm A4 75 mm blå;stk;29;69',
      ),
      fresh: list(
        'Service kjøleanlegg butikk;timer;890;1350|Utleie hytte uke 9;uke;4900;12900|Roll-up 85x200 cm;stk;890;1890|Reparasjon storseil;stk;2400;9800|Krone zirkonia tann 16;stk;1290;3290|Singel 8/11 levert;tonn;210;420|Frakt pall Stord–Oslo;pall;590;1690|Foredrag "Bedre møter";stk;8000;22000|Arbeid med rydding av kratt;t;410;620|Hydraulikkslange 1/2" m/kuplinger;m;89;240',
      ),
    },
    streets: list(
      'Storgata|Industriveien|Havnegata|Kirkeveien|Nedre Strandgate|Bekkefaret|Postboks',
    ),
    towns: list(
      '0150 OSLO|5003 BERGEN|7010 TRONDHEIM|4006 STAVANGER|9008 TROMSØ|6002 ÅLESUND|3015 DRAMMEN|8006 BODØ|2317 HAMAR|4836 ARENDAL',
    ),
    people: list(
      'Kari Ødegård|Per Arne Nilsen|Ingrid Moe|Tor-Erik Bakke|Åse Lund|Mohammed Hansen|Silje Næss',
    ),
    charges: list('Frakt|Fakturagebyr|Miljøgebyr|Ekspedisjonsgebyr|Drivstofftillegg'),
    units: { hour: 'timer', piece: 'stk' },
  },
  SE: {
    suppliers: {
      dev: list(
        'Norrlands Plåt AB|Vättern Redovisning AB|Kvarnby Städ HB|Skånska Kontorsvaror AB|Åmåls Elmontage AB|Roslagens Transport AB|Svea Hyresmaskiner AB',
      ),
      held: list(
        'Dalarnas Trävaru AB|Bohus Fiskrökeri AB|Östersunds Vaktbolag AB|Gotlands Kalk & Sten AB|Hälsinge Schakt KB|Malmö Glasmästeri AB|Uppsala Labbteknik AB',
      ),
      fresh: list(
        'Mälardalens Kyl AB|Växjö Tryck & Skylt AB|Klara Juridik HB|Norrsken Event AB|Ystads Båtvarv AB',
      ),
    },
    goods: {
      dev: list(
        'Plåtbockning enl. ritning 4471;tim;690;990|Löpande bokföring;tim;650;1100|Golvvård kontor v. 34;gång;1200;4800|Kopieringspapper A4;kart;190;320|Kabel EKK 3G1,5;m;9;22|Budbil Kista–Solna;st;240;690|Hyra minigrävare;dygn;1200;2400',
      ),
      held: list(
        'Råspont 20x95 gran;lpm;14;29|Varmrökt lax sida;kg;210;340|Rondering natt objekt 12;tim;390;560|Kalkstensplatta 600x300;m2;480;1190|Schakt rörgrav;tim;890;1390|Byte av isolerruta;st;1900;5400|Kalibrering pipett 10–100 ml;st;420;890',
      ),
      fresh: list(
        'Service kylanläggning;tim;790;1190|Skylt aluminium 2 mm;st;340;1290|Juridisk rådgivning;tim;1400;2600|Hyra partytält 6x12;dygn;1900;4900|Bottenmålning båt 30 fot;st;3400;8900|Grus 0-16;ton;140;290',
      ),
    },
    streets: list('Storgatan|Industrigatan|Hamngatan|Kungsvägen|Box'),
    towns: list(
      '111 20 Stockholm|411 03 Göteborg|211 19 Malmö|753 20 Uppsala|903 26 Umeå|582 22 Linköping',
    ),
    people: list('Anna Sjögren|Björn Åkerlund|Lena Öman|Johan Ek'),
    charges: list('Frakt|Expeditionsavgift|Miljöavgift'),
    units: { hour: 'tim', piece: 'st' },
  },
  DK: {
    suppliers: {
      dev: list(
        'Limfjordens VVS ApS|Nørrebro Bogtryk A/S|Fyns Rengøring I/S|Vejle Kontorhuset ApS|Amager Maskinudlejning A/S|Himmerland Vognmand ApS',
      ),
      held: list(
        'Sæby Skibsservice ApS|Københavns Låseteknik A/S|Rønne Røgeri I/S|Midtjysk Revisorgruppe P/S|Lolland Drænservice ApS|Østjydsk Tømrer & Snedker ApS',
      ),
      fresh: list(
        'Bornholm Køleteknik ApS|Skagen Skilte A/S|Sønderjysk Jura I/S|Kolding Eventudlejning ApS',
      ),
    },
    goods: {
      dev: list(
        'Udskiftning af cirkulationspumpe;stk;1890;4290|Svend, normaltid;timer;420;560|Tryk af rapport, 64 sider;stk;48;120|Rengøring kontor uge 32;gang;890;2400|Kopipapir 80 g;æske;149;260|Leje af minilæsser;døgn;890;1900|Kørsel med kran;timer;790;1190',
      ),
      held: list(
        'Motoreftersyn Volvo Penta;timer;690;980|Cylinder m/ 5 nøgler;stk;690;1590|Røget sild, kasse;ks;280;440|Assistance med årsrapport;timer;990;1690|Spuling af dræn;m;24;68|Tømrertimer, facade;timer;440;560|Vindue 2-lags, hvidmalet;stk;2900;6400',
      ),
      fresh: list(
        'Service på køleanlæg;timer;590;890|Facadeskilt 200x60;stk;1900;4900|Juridisk bistand;timer;1200;2200|Leje af telt 6x12;dag;1500;3900|Stabilgrus 0-32;ton;110;240',
      ),
    },
    streets: list('Algade|Industrivej|Havnevej|Søndergade|Kirkestræde'),
    towns: list(
      '2300 København S|8000 Aarhus C|5000 Odense C|9000 Aalborg|7100 Vejle|4000 Roskilde',
    ),
    people: list('Mette Kjær|Søren Østergaard|Anne Bæk|Jens Møller'),
    charges: list('Fragt|Gebyr|Miljøtillæg'),
    units: { hour: 'timer', piece: 'stk' },
  },
  DE: {
    suppliers: {
      dev: list(
        'Müller Werkzeugbau GmbH|Rheintal Spedition KG|Bäckerei Großmann e.K.|Elbufer Druck GmbH & Co. KG|Heidelberg Softwarepflege GmbH|Schwarzwald Holzhandel GmbH',
      ),
      held: list(
        'Krüger & Söhne Sanitär GmbH|Ostsee Kühlhaus GmbH|Lausitzer Messtechnik UG (haftungsbeschränkt)|Kanzlei Weiß & Partner mbB|Pfälzer Weinkontor eG|Tönnies Hebebühnen GmbH',
      ),
      fresh: list(
        'Nordsee Kältetechnik GmbH|Bremer Werbetechnik KG|Steuerkanzlei Ahrens PartG mbB|Allgäu Zeltverleih GmbH',
      ),
    },
    goods: {
      dev: list(
        'CNC-Fräsen nach Zeichnung 8841-B;Std;68;120|Transport Mannheim–Oslo, 6 Paletten;Fahrt;890;2400|Roggenbrot 1000 g;Stk;3;6|Flyer DIN lang, 4/4-farbig;Tsd;38;110|Wartungspauschale Oktober;Monat;290;1490|Lärche Glattkantbrett 27x143;lfm;6;14|Maschinenstunde Erodieren;Std;79;140',
      ),
      held: list(
        'Montage Wärmepumpe inkl. Anschluss;Std;62;98|Tiefkühllagerung Palettenplatz;Tag;1;4|Kalibrierschein Drehmomentschlüssel;Stk;85;190|Beratung Vertragsrecht;Std;180;340|Riesling trocken 0,75 l;Fl;6;19|Miete Scherenbühne 12 m;Tag;95;260|Anfahrtspauschale Zone 3;psch;35;89',
      ),
      fresh: list(
        'Wartung Kälteanlage;Std;72;118|Schild Aluverbund 2x1 m;Stk;85;290|Lohnbuchhaltung monatlich;Mon;120;480|Zeltmiete 6x12 m;Tag;190;490|Schotter 0/32;t;14;38',
      ),
    },
    streets: list('Hauptstraße|Industriestraße|Am Bahnhof|Lindenweg|Königsallee'),
    towns: list(
      '20095 Hamburg|50667 Köln|80331 München|70173 Stuttgart|01067 Dresden|69115 Heidelberg',
    ),
    people: list('Sabine Köhler|Uwe Schäfer|Jürgen Weiß|Claudia Vogt'),
    charges: list('Versandkosten|Verpackung|Mindermengenzuschlag'),
    units: { hour: 'Std', piece: 'Stk' },
  },
  GB: {
    suppliers: {
      dev: list(
        'Pennine Plumbing Supplies Ltd|Harbour & Wells LLP|Thornbury Print Works Ltd|Caledonian Freight Ltd|Fenland IT Support Ltd',
      ),
      held: list(
        'Cotswold Catering Hire Ltd|Brackley Precision Tools Ltd|Mersey Marine Survey LLP|Wainwright Scaffolding Ltd|Oakfield Translation Services Ltd',
      ),
      fresh: list(
        'Severn Refrigeration Ltd|Whitby Sign Makers Ltd|Langdale Event Hire Ltd|Porter & Quinn LLP',
      ),
    },
    goods: {
      dev: list(
        'Copper tube 15 mm x 3 m;length;9;19|Legal advice, call of 12/08;hr;180;320|Business cards 400 gsm;box;24;60|Pallet Glasgow–Bergen;plt;140;320|Remote support, monthly plan;mth;90;480|Compression elbow 22 mm;ea;2;6',
      ),
      held: list(
        'Hire of chafing dishes;day;6;18|Carbide end mill 8 mm 4-flute;ea;18;46|Hull condition survey;visit;420;1290|Scaffold erection, north elevation;wk;290;980|Translation NO>EN, per 1,000 words;k;98;140|Rush surcharge;ea;25;60',
      ),
      fresh: list(
        'Service of cold room;hr;65;120|Aluminium sign 2 x 1 m;ea;90;310|Marquee 6 x 12 m;day;180;520|Conveyancing advice;hr;190;340',
      ),
    },
    streets: list('High Street|Station Road|Mill Lane|Albert Quay|Unit 4 Riverside Park'),
    towns: list(
      'LS1 4DY Leeds|EH6 6QQ Edinburgh|BS1 5TR Bristol|L3 1HZ Liverpool|CB2 1TN Cambridge',
    ),
    people: list('Emma Clarke|Tom Hughes|Priya Shah|George Reid'),
    charges: list('Carriage|Delivery charge|Packaging'),
    units: { hour: 'hr', piece: 'ea' },
  },
};

export const buyers: Readonly<Record<PaperSet, readonly string[]>> = {
  dev: list(
    'Fagerlia Eiendom AS|Nordre Brygge Drift AS|Solbakken Hotell AS|Ullern Tannklinikk AS|Bergheim Transport AS|Lysaker Sameie',
  ),
  held: list(
    'Havglimt Konsult AS|Vestre Torg Kjøpesenter AS|Skogly Sykehjem|Mjøsa Maskin AS|Ekeberg Idrettslag|Torshov Borettslag',
  ),
  fresh: list(
    'Lillevik Arkitektur AS|Hasle Barnehage SA|Rosenlund Drift AS|Tyrifjord Eiendomsforvaltning AS|Sameiet Parkveien 9|Kvam Regnskapskontor AS',
  ),
};

/** Names of foreign buyers: one per country is enough, they are not what is looked for. */
export const foreignBuyers: Readonly<Record<Country, readonly string[]>> = {
  NO: buyers.dev,
  SE: list('Lilla Torg Fastigheter AB|Björkö Handel AB'),
  DK: list('Strandvejens Ejendomme A/S|Grøn Have ApS'),
  DE: list('Alpenhof Betriebs GmbH|Neckar Immobilien KG'),
  GB: list('Kestrel Property Ltd|Ashdown Retail Ltd'),
};
